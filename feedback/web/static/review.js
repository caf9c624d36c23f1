/* The review screen of a draft by keyboard, mouse and finger. Everything it does is a button of the page, pressed. */
"use strict";
(() => {
  const tree = document.querySelector(".outline");
  const bar = document.getElementById("cong-cu");
  if (!tree || !bar) return;
  const picks = [...tree.querySelectorAll("a.pick")];
  const place = tree.dataset.place;
  const form = bar.querySelector("form");
  const keys = document.querySelector(".keys");
  const rowOf = (pick) => pick.closest(".row");
  const itemOf = (pick) => pick.closest("li");
  let current = picks.find((pick) => pick.hasAttribute("aria-current")) || null;
  let busy = false;  // a button was pressed: the page is about to be replaced

  tree.classList.add("live");
  if (keys) keys.hidden = false;
  for (const pick of picks) pick.tabIndex = -1;
  if (picks.length) (current || picks[0]).tabIndex = 0;

  const show = (element, shown) => { if (element) element.hidden = !shown; };
  const button = (step) => bar.querySelector(`button[value="${step}"]`);

  function mark(path) {
    const source = document.querySelector(".source");
    for (const line of source.querySelectorAll(".here")) line.classList.remove("here");
    const lines = [...source.querySelectorAll(`a[href="#${CSS.escape(path)}"]`)].map((link) => link.parentElement);
    for (const line of lines) line.classList.add("here");
    const at = rowOf(current).querySelector(".at");
    const first = at && document.getElementById(at.getAttribute("href").slice(1));
    const pane = source.closest(".pane");
    if (first && pane.scrollHeight > pane.clientHeight && matchMedia("(min-width: 62rem)").matches) {
      pane.scrollTop += first.getBoundingClientRect().top - pane.getBoundingClientRect().top - 60;
    }
    const to = document.querySelector(".switch [data-to=source]");
    if (to && at) to.setAttribute("href", at.getAttribute("href"));
    const back = document.querySelector(".switch a");
    if (back) back.setAttribute("href", `#${path}`);
  }

  function fit(pick) {
    const item = itemOf(pick), row = rowOf(pick), here = `${place}/${encodeURIComponent(item.id)}`;
    if (form) {
      form.action = `${here}/chuyen`;
      form.elements.version.value = row.dataset.version;
      show(button("sure"), row.classList.contains("doubt"));
      show(button("raise"), item.parentElement !== tree);
      show(button("lower"), Boolean(item.previousElementSibling));
      show(button("join"), pick !== picks[0]);
      show(button("exclude"), !row.classList.contains("excluded"));
      show(button("include"), row.classList.contains("excluded"));
      bar.querySelector("[data-to=split]").href = `${here}/tach`;
    }
    bar.querySelector("[data-to=edit]").href = here + (form ? "" : location.search.replace(/([?&])muc=[^&]*&?/, "$1"));
    row.after(bar);
    bar.hidden = false;
  }

  function choose(pick, block = "nearest") {
    if (current) {
      current.removeAttribute("aria-current");
      rowOf(current).classList.remove("here");
      current.tabIndex = -1;
    } else {
      picks[0].tabIndex = -1;
    }
    current = pick;
    pick.setAttribute("aria-current", "true");
    pick.tabIndex = 0;
    rowOf(pick).classList.add("here");
    fit(pick);
    mark(itemOf(pick).id);
    pick.focus({ preventScroll: true });
    bar.scrollIntoView({ block: "nearest" });
    rowOf(pick).scrollIntoView({ block });
    const address = new URL(location.href);
    address.searchParams.set("muc", itemOf(pick).id);
    address.hash = "";
    history.replaceState(null, "", address);
  }

  function press(element) {
    if (busy || !element || element.hidden || element.disabled) return false;
    busy = element.tagName === "BUTTON";
    element.click();
    return true;
  }

  const flagged = (step) => {
    const doubtful = picks.filter((pick) => rowOf(pick).matches(".doubt:not(.excluded)"));
    if (!doubtful.length) return null;
    const here = current ? picks.indexOf(current) : -1;
    const found = step > 0
      ? doubtful.find((pick) => picks.indexOf(pick) > here)
      : doubtful.findLast((pick) => picks.indexOf(pick) < here);
    return found || doubtful.at(step > 0 ? 0 : -1);
  };

  const neighbour = (step) => picks[Math.min(Math.max(picks.indexOf(current) + step, 0), picks.length - 1)];

  function act(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.altKey) {
      const step = { ArrowLeft: "raise", ArrowRight: "lower" }[key];
      if (step && form) press(button(step));
      return Boolean(step && form);
    }
    if (event.ctrlKey || event.metaKey) return false;
    switch (key) {
      case "ArrowDown": choose(neighbour(1)); return true;
      case "ArrowUp": choose(neighbour(-1)); return true;
      case "Home": choose(picks[0]); return true;
      case "End": choose(picks[picks.length - 1]); return true;
      case "Enter": press(bar.querySelector("[data-to=edit]")); return true;
      case "x": { const pick = flagged(event.shiftKey ? -1 : 1); if (pick) choose(pick, "center"); return true; }
    }
    if (!form) return false;
    switch (key) {
      case "n": press(button("join")); return true;
      case "t": press(bar.querySelector("[data-to=split]")); return true;
      case "d": press(button("sure")); return true;
      case "Delete": press(button("exclude")) || press(button("include")); return true;
    }
    return false;
  }

  tree.addEventListener("keydown", (event) => {
    const pick = event.target.closest("a.pick");
    if (!pick) return;
    if (pick !== current) choose(pick);
    if (act(event)) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    const redo = key === "y" || (key === "z" && event.shiftKey);
    if (!redo && key !== "z") return;
    event.preventDefault();
    press(document.querySelector(redo ? "#lam-lai button" : "#hoan-tac button"));
  });

  tree.addEventListener("click", (event) => {
    const pick = event.target.closest("a.pick");
    if (!pick || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(pick);
  });

  for (const [id, step] of [["truoc", -1], ["sau", 1]]) {
    const link = document.getElementById(id);
    if (link) link.addEventListener("click", (event) => { event.preventDefault(); choose(flagged(step), "center"); });
  }

  /* A row drawn to the right goes in, to the left goes out. Up and down stays with the page: it scrolls. */
  const FAR = 48;
  let drag = null;
  let drawn = false;  // a row was just let go: the click that follows chooses nothing

  tree.addEventListener("click", (event) => {
    if (!drawn || !event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  tree.addEventListener("dragstart", (event) => event.preventDefault());
  tree.addEventListener("pointerdown", (event) => {
    const row = event.target.closest(".row");
    if (!form || !row || event.button !== 0) return;
    drag = { row, x: event.clientX, y: event.clientY, by: 0, begun: false, id: event.pointerId };
  });
  tree.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const x = event.clientX - drag.x, y = event.clientY - drag.y;
    if (!drag.begun) {
      if (Math.abs(x) < 10 || Math.abs(x) < Math.abs(y)) return;
      drag.begun = true;
      tree.setPointerCapture(drag.id);
      drag.row.classList.add("dragged");
    }
    drag.by = x;
    drag.row.style.transform = `translateX(${Math.max(-FAR, Math.min(FAR, x)) / 2}px)`;
    drag.row.classList.toggle("goes", Math.abs(x) >= FAR);
    drag.row.dataset.goes = button(x < 0 ? "raise" : "lower").textContent.trim();
  });
  const dropped = (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const { row, by, begun } = drag;
    drag = null;
    row.style.transform = "";
    row.classList.remove("dragged", "goes");
    if (!begun) return;
    drawn = true;
    setTimeout(() => { drawn = false; }, 0);
    if (event.type === "pointerup" && Math.abs(by) >= FAR) {
      choose(row.querySelector("a.pick"));
      press(button(by < 0 ? "raise" : "lower"));
    }
  };
  tree.addEventListener("pointerup", dropped);
  tree.addEventListener("pointercancel", dropped);

  addEventListener("pageshow", () => { busy = false; });
  if (!current) return;
  mark(itemOf(current).id);
  if (decodeURIComponent(location.hash.slice(1)) === itemOf(current).id) {  // back from a button: go on from there
    // Going to the fragment takes the focus away once more when the page is complete.
    addEventListener("load", () => setTimeout(() => {
      current.focus({ preventScroll: true });
      rowOf(current).scrollIntoView({ block: "center" });
    }, 0));
  } else if (matchMedia("(min-width: 62rem)").matches) {  // something was said at the top of the page: it stays there
    const pane = tree.closest(".pane");
    pane.scrollTop += rowOf(current).getBoundingClientRect().top - pane.getBoundingClientRect().top - 120;
  }
})();
