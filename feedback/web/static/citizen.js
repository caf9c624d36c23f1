/* The phone's own copy of what a citizen is writing: nothing is lost with the tab, the line or the cookies.
   One entry per consultation in localStorage, by clause: {f: fields, draft, seen, name, k: 1 when kept on the server}.
   Only the fields of a comment are stored, never a name or a number of hers. Without storage or script nothing changes. */
(function () {
  'use strict'
  const box = document.getElementById('may')
  if (!box) return
  const at = id => document.getElementById(id)
  const set = box.dataset, entry = 'ln-' + set.slug, path = set.path
  const served = JSON.parse(set.kept || '{}'), form = at('gop-y')
  let off = false, pressed = null

  function read() {
    try { return JSON.parse(localStorage.getItem(entry)) || {} } catch (e) { off = true; return {} }
  }
  function write(all) {
    try {
      if (Object.keys(all).length) localStorage.setItem(entry, JSON.stringify(all))
      else localStorage.removeItem(entry)
    } catch (e) { off = true }
  }
  function put(where, what) {
    if (off) return
    const all = read()
    if (what) all[where] = what
    else delete all[where]
    write(all)
  }

  if (set.page === 'sent') return write({})
  const all = read()
  for (const where in all) if (set.sent && all[where].k) delete all[where]  // they went out with the last sending
  for (const where in served) {
    const mine = all[where]
    if (served[where] && (!mine || mine.k)) all[where] = Object.assign({ k: 1 }, served[where])
  }
  write(all)
  const lost = Object.keys(all).filter(where => !(where in served) && where !== path && (all[where].k || (!form && all[where].f.text)))
  if (lost.length) offer()
  if (form) writing()
  const wipe = at('may-xoa')
  if (wipe && !off) {
    wipe.hidden = false
    wipe.querySelector('button').onclick = () => {
      write({})
      off = true
      for (const id of ['may-mat', 'may-nhap']) if (at(id)) at(id).hidden = true
      wipe.firstElementChild.hidden = true
      wipe.lastElementChild.hidden = false
    }
  }
  document.addEventListener('click', event => { pressed = event.target.closest && event.target.closest('button') })

  /* What the server has lost with the cookies, or never had, is offered: each by a form like the one it was written in. */
  function offer() {
    const mould = at('may-mot')
    at('may-mat').hidden = false
    if (!mould) return
    const forms = lost.map(where => {
      const one = mould.content.cloneNode(true).firstElementChild, kept = all[where]
      one.action = set.clause.replace('PATH', encodeURIComponent(where))
      one.querySelector('h3').textContent = kept.name || ''
      one.querySelector('p').textContent = kept.f.text || kept.f.proposed || ''
      for (const field in kept.f) add(one, field, kept.f[field])
      add(one, 'draft', kept.draft)
      add(one, 'seen', '')
      one.onsubmit = () => put(where, Object.assign({}, kept, { k: 1 }))
      one.querySelector('[type=button]').onclick = () => {
        put(where)
        one.remove()
        at('may-mat').hidden = !at('may-mat').querySelector('form')
      }
      at('may-mat').insertBefore(one, mould)
      return one
    })
    const every = at('may-het')
    every.hidden = forms.length < 2
    every.onclick = () => {
      every.disabled = true
      const left = forms.filter(one => one.parentNode)
      const next = () => {
        const one = left.shift()
        if (!one) return location.reload()
        one.onsubmit()
        fetch(one.action, { method: 'POST', body: new URLSearchParams(new FormData(one)), credentials: 'same-origin' })
          .then(next, () => { every.disabled = false })
      }
      next()
    }
  }
  function add(to, name, value) {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    field.value = value == null ? '' : value
    to.appendChild(field)
  }

  function writing() {
    const text = form.elements.text, names = ['stance', 'text', 'proposed', 'aspect'].filter(one => form.elements[one])
    const fields = () => names.reduce((got, one) => {
      const field = form.elements[one]
      const untouched = one === 'proposed' && !set.typed && !served[path] && field.value === field.defaultValue
      got[one] = untouched ? '' : field.value
      return got
    }, {})
    const base = JSON.stringify(fields())
    const save = kept => {
      const now = fields()
      if (kept || set.typed || JSON.stringify(now) !== base) {
        put(path, { f: now, draft: set.draft, seen: set.seen, name: set.name, k: kept ? 1 : 0 })
      } else put(path, served[path] && Object.assign({ k: 1 }, served[path]))
    }
    const mine = all[path]
    if (mine && !set.typed) {
      const said = mine.f.text || mine.f.stance
      if (said && (served[path] ? !mine.k && mine.seen === set.seen : true) && JSON.stringify(mine.f) !== base) restore(mine)
      else if (!served[path]) put(path)
    } else if (set.typed) save()

    function restore(saved) {
      for (const one of names) if (saved.f[one]) form.elements[one].value = saved.f[one]
      const told = at('may-nhap')
      told.hidden = false
      told.querySelector('button').onclick = () => {
        form.reset()
        told.hidden = true
        save()
        text.focus()
      }
      save()
    }

    let waiting, touched = false, asked = ''
    form.addEventListener('input', () => {
      touched = true
      clearTimeout(waiting)
      waiting = setTimeout(() => { save(); alike() }, 1000)
    })
    window.addEventListener('pagehide', leave)
    window.addEventListener('pageshow', event => { if (event.persisted) touched = false })
    document.addEventListener('visibilitychange', () => { if (document.hidden) leave() })
    function leave() { if (touched) save() }  // an idle window must not overwrite what another one saved
    document.addEventListener('submit', event => {
      clearTimeout(waiting)
      const by = event.submitter || pressed
      if (by && by.value === 'delete') put(path)
      else if (event.target === form) save(!(by && by.name))
      touched = false
    })

    /* While she pauses: published opinions like her words, under the field. POST, so that no log holds her words. */
    const region = at('giong')
    if (at('tim-giong')) at('tim-giong').hidden = true
    function alike() {
      const words = text.value.trim()
      if (!region || !set.alike || words.length < 12 || words === asked) return
      asked = words
      fetch(set.alike, { method: 'POST', body: new URLSearchParams({ muc: path, loi: words }), credentials: 'same-origin' })
        .then(answer => answer.ok ? answer.text() : '')
        .then(piece => { if (words === asked && piece.indexOf('<html') < 0) region.innerHTML = piece })
        .catch(() => { asked = '' })
    }
  }
})()
