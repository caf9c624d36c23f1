// The trees of surveys/conditions on the phone. Python is the authority and explains.
var Conditions = (function () {
  'use strict';
  const DAY = 864e5, HALF_PI = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21];
  const NUMERAL = /^-?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i;
  const MOMENT = new RegExp('^([1-9]\\d{3})-(\\d\\d?)-(\\d\\d?)' +
    '(?:T(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d+))?)?(Z|([+-])([01]\\d|2[0-3]):?([0-5]\\d))?)?$');
  const {abs, floor, max, min, sqrt, trunc} = Math;

  const none = () => Object.create(null);
  const own = (object, key) => object && key in object ? object[key] : '';
  const nfc = s => s.normalize('NFC');
  const trim = s => s.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  const words = s => s.match(/[^ \t\r\n]+/g) || [];

  const iso = ms => new Date(ms).toISOString();
  const pad = n => ('0' + n).slice(-2);
  const full = (local, shift) => iso(local).slice(0, 23) + (shift < 0 ? '-' : '+') +
    pad(floor(abs(shift) / 60)) + ':' + pad(abs(shift) % 60);

  function moment(s, shift) {
    const m = MOMENT.exec(s);
    if (!m) return NaN;
    const ms = Date.UTC(m[1], m[2] - 1, m[3], m[4] || 0, m[5] || 0, m[6] || 0);
    if (iso(ms).split(/\D/).some((part, i) => i < 6 && +part != (m[i + 1] || 0))) return NaN;
    if (m[8]) shift = (60 * (m[10] || 0) + +(m[11] || 0)) * (m[9] == '-' ? -1 : 1);
    return ms - shift * 6e4 + +((m[7] || '') + '000').slice(0, 3);
  }

  function date(world, v) {
    if (v === true || v === false) return '';
    const local = (typeof v == 'number' ? floor(v * DAY + .5) : moment(trim(v), world.offset)) + world.offset * 6e4;
    if (!(local >= Date.UTC(1000, 0) && local < Date.UTC(10000, 0))) return '';
    return local % DAY ? full(local, world.offset) : iso(local).slice(0, 10);
  }

  function format(world, v, pattern) {
    const local = moment(date(world, v), world.offset) + world.offset * 6e4;
    if (local !== local) return '';
    const [Y, m, d, H, M, S, ms] = iso(local).split(/\D/);
    const parts = {
      Y, m, d, H, M, S, 3: ms, y: Y.slice(2), n: +m, e: +d, h: +H,
      b: world.months[m - 1], a: world.weekdays[new Date(local).getUTCDay()]
    };
    return pattern.replace(/%([YymnbdeaHhMS3])/g, (_, c) => parts[c]);
  }

  const text = v => v !== v ? '' : String(v);

  function number(v, shift) {
    if (typeof v != 'string') return +v;
    v = trim(v);
    return NUMERAL.test(v) ? +v.replace(',', '.') : moment(v, shift) / DAY;
  }

  function same(a, b, shift) {
    const has = kind => typeof a == kind || typeof b == kind;
    return has('boolean') ? !a == !b : has('number') ? number(a, shift) == number(b, shift) : a == b;
  }

  const fifteen = x => +x.toPrecision(15) + 0;

  function shifted(x, places) {
    const [digits, exponent] = String(x).split('e');
    return +(digits + 'e' + (+(exponent || 0) + places));
  }

  function round(x, places) {
    if (places !== places && places !== undefined) return NaN;
    places = trunc(max(-400, min(400, places || 0)));
    const moved = shifted(abs(x), places), below = floor(moved);
    if (!(moved < Infinity)) return x;
    return shifted(below + (moved - below >= .5), -places) * (x < 0 ? -1 : 1) + 0;
  }

  function power(x, y) {
    if (!(abs(y) <= 1024)) return NaN;
    let result = 1, rest = abs(y) % 1;
    for (let times = floor(abs(y)), base = x; times; times >>= 1, base *= base) if (times & 1) result *= base;
    for (; rest; rest %= 1) {
      x = sqrt(x);
      rest *= 2;
      if (rest >= 1) result *= x;
    }
    result = y < 0 ? 1 / result : result;
    return y % 1 ? fifteen(result) : result;
  }

  function wave(x, quarter) {
    if (!(abs(x) <= 1e6)) return NaN;
    const k = floor(x / HALF_PI[0] + .5), rest = x - k * HALF_PI[0] - k * HALF_PI[1] - k * HALF_PI[2];
    quarter += k;
    let term = quarter & 1 ? 1 : rest, total = term;
    for (let i = 3 - (quarter & 1); i < 26; i += 2) total += term = -term * rest * rest / (i * (i - 1));
    return quarter & 2 ? -total : total;
  }

  function atan(x) {
    if (x < 0) return -atan(-x);
    if (x > 1) return HALF_PI[0] + HALF_PI[1] - atan(1 / x);
    for (let i = 0; i < 3; i++) x = x / (1 + sqrt(1 + x * x));
    let total = 0;
    for (let i = 1, term = x; i < 26; i += 2, term = -term * x * x) total += term / i;
    return 8 * total;
  }

  function matches(program, s) {
    const codes = Array.from(s, c => c.codePointAt(0));
    let states = [], work = 0;
    for (let at = 0; at <= codes.length; at++) {
      const seen = new Set(states.concat(0));
      states = [];
      // A set's forEach also comes to what is added on the way.
      seen.forEach(state => {
        const [kind, ...to] = program[state];
        if (kind == 1) to.forEach(next => seen.add(next));
        if (kind == 2 && !at || kind == 3 && at == codes.length) seen.add(state + 1);
        if (kind == 0 && to.filter(edge => edge <= codes[at]).length % 2) states.push(state + 1);
      });
      if ((work += seen.size) > 4e5) return false;
      if (seen.has(program.length - 1)) return true;
    }
    return false;
  }

  const NUMBERS = {
    '+': (...all) => all.reduce((a, b) => a + b), '-': (a, b) => a - b, '*': (a, b) => a * b, div: (a, b) => a / b, mod: (a, b) => a % b,
    '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b,
    neg: x => -x, number: x => x, abs, sqrt, pow: power, round,
    int: x => trunc(x) + 0, floor: x => floor(x) + 0, ceiling: x => Math.ceil(x) + 0,
    max: (...all) => max(...all) + 0, min: (...all) => min(...all) + 0,
    sin: x => fifteen(wave(x, 0)), cos: x => fifteen(wave(x, 1)), tan: x => fifteen(wave(x, 0) / wave(x, 1)),
    atan: x => fifteen(atan(x))
  };
  const TEXTS = {
    string: s => s, concat: (...all) => all.join(''), join: (mark, ...all) => all.join(mark),
    'string-length': s => Array.from(nfc(s)).length, 'normalize-space': s => words(s).join(' '),
    contains: (s, part) => s.includes(part), 'starts-with': (s, part) => s.startsWith(part),
    'ends-with': (s, part) => s.endsWith(part), 'boolean-from-string': s => s == '1' || s == 'true',
    'substring-before': (s, mark) => s.slice(0, max(0, s.indexOf(mark))),
    'substring-after': (s, mark) => s.includes(mark) ? s.slice(s.indexOf(mark) + mark.length) : '',
    'count-selected': s => words(s).length, selected: (s, name) => words(s).includes(trim(name)),
    translate: (s, old, now) => {
      old = Array.from(old);
      return Array.from(s, c => old.includes(c) ? Array.from(now)[old.indexOf(c)] || '' : c).join('');
    }
  };
  const PARTS = {
    substring: (s, start, count) => {
      const first = floor(start + .5), end = count === undefined ? Infinity : first + floor(count + .5);
      return Array.from(s).filter((c, i) => first <= i + 1 && i + 1 < end).join('');
    },
    substr: (s, start, end) => Array.from(s).slice(start, end).join(''),
    'selected-at': (s, at) => words(s)[trunc(at)] || ''
  };
  const VALUES = {
    not: (_, v) => !v, boolean: (_, v) => !!v,
    '=': ({world}, a, b) => same(a, b, world.offset), '!=': ({world}, a, b) => !same(a, b, world.offset),
    coalesce: (_, ...all) => own(all.filter(text), 0),
    once: ({current}, v) => text(current) ? current : v,
    'jr:choice-name': ({labels}, v, name) => own(own(labels, name), text(v)),
    today: ({world}) => iso(world.now + world.offset * 6e4).slice(0, 10),
    now: ({world}) => full(world.now + world.offset * 6e4, world.offset),
    date: ({world}, v) => date(world, v),
    'format-date': ({world}, v, pattern) => format(world, v, text(pattern))
  };

  // No object in a scope has a prototype
  function value([name, ...args], scope) {
    const it = arg => value(arg, scope), shift = scope.world.offset;
    switch (name) {
      case 'v': return args[0];
      case 'a': return own(scope.answers, args[0]);
      case '.': return scope.current;
      case 'c': return own(scope.row, args[0]);
      case 'm': return matches(args[1], nfc(text(it(args[0]))));
      case 'and': return args.every(it);
      case 'or': return args.some(it);
      case 'if': return it(args[it(args[0]) ? 1 : 2]);
    }
    const values = args.map(it), numbers = values.map(v => number(v, shift));
    if (VALUES[name]) return VALUES[name](scope, ...values);
    if (TEXTS[name]) return TEXTS[name](...values.map(text));
    return PARTS[name] ? PARTS[name](text(values[0]), ...numbers.slice(1)) : NUMBERS[name](...numbers);
  }

  function fill(words, answers) {
    return words.replace(/\${ *([^{}]*?) *}/g, (_, name) => {
      const v = own(answers, name);
      return typeof v == 'number' ? text(v).replace('.', ',') : text(v);
    });
  }

  function held(v) {
    if (v == null || typeof v == 'number' && !isFinite(v)) return '';
    return Array.isArray(v) ? nfc(v.join(' ')) : typeof v == 'string' ? nfc(v) : v;
  }

  function evaluate(logic, answers, world) {
    const known = none(), labels = none(), given = Object.assign(none(), answers);
    const relevant = none(), errors = none(), values = none(), offered = none();
    const holds = (expression, current, row) => !!value(expression.tree, {world, labels, answers: known, current, row});
    logic.rules.forEach(rule => {
      labels[rule.name] = none();
      (rule.choices || []).forEach(option => { labels[rule.name][option.name] = option.label; });
    });
    logic.order.forEach(place => {
      const {name, group, relevance, calculation} = logic.rules[place], current = held(own(given, name));
      relevant[name] = relevant[group || ''] !== false && (!relevance || holds(relevance, current));
      known[name] = !relevant[name] ? '' : calculation
        ? held(value(calculation.tree, {world, labels, answers: known, current})) : current;
    });
    logic.rules.forEach(rule => {
      const {name, choice_filter, constraint} = rule, answer = known[name];
      if (!relevant[name]) return;
      if (choice_filter) {
        offered[name] = (rule.choices || []).filter(option => holds(choice_filter, answer,
          Object.assign(none(), option))).map(option => option.name);
      }
      if (answer === '') {
        if (rule.required && holds(rule.required, answer)) {
          errors[name] = fill(rule.required_message || world.sentences.required, known);
        }
        return;
      }
      values[name] = rule.calculation || typeof given[name] == 'string' ? answer : given[name];
      if (offered[name] && !words(text(answer)).every(each => offered[name].includes(each))) {
        errors[name] = world.sentences.offered;
      } else if (constraint && !holds(constraint, answer)) {
        errors[name] = fill(rule.constraint_message || world.sentences.allowed, known);
      }
    });
    return {relevant, errors, values, offered};
  }

  return {value, text, fill, evaluate};
})();
