// Keys for the one who reviews much: they work only while a proposal has focus and never in a text field, so that no
// other use of the keyboard is in their way. Without this script Tab, the arrows and Enter do the same.
const list = document.querySelector("[data-keys]");
if (list) {
  const rows = [...list.children];
  const help = document.querySelector("[data-keys-help]");
  const form = list.closest("form");
  const answer = (row, verdict) => row.querySelector(`input[value="${verdict}"]`);
  const go = (row) => {
    if (!row) return;
    for (const other of rows) other.tabIndex = other === row ? 0 : -1;
    row.focus();
  };
  const step = (row, way) => go(rows[rows.indexOf(row) + way]);
  const say = (row, verdict) => {
    const choice = answer(row, verdict);
    if (!choice) return false;
    choice.checked = true;
    return true;
  };
  const keys = {
    j: (row) => step(row, 1),
    k: (row) => step(row, -1),
    a: (row) => say(row, "accepted") && step(row, 1),
    r: (row) => say(row, "rejected") && step(row, 1),
    e: (row) => say(row, "corrected") && row.querySelector(".right-value .ds-input").focus(),
    u: (row) => {
      const said = row.querySelector("input[type=radio]:checked");
      if (said) said.checked = false;
      else document.querySelector("[data-undo]")?.focus();
    },
    "?": () => {
      help.open = true;
      help.querySelector("summary").focus();
    },
  };

  rows.forEach((row, place) => (row.tabIndex = place ? -1 : 0));
  help.hidden = false;
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("li");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches(".ds-input")) {
      if (event.key === "Escape") go(row);
      return;
    }
    if (event.key === "Enter" && event.target === row) {
      form.requestSubmit();
    } else if (keys[event.key]) {
      keys[event.key](row);
    } else {
      return;
    }
    event.preventDefault();
  });
  // A link inside the page that leads to a proposal also gives it focus, and so does the address after saving by key.
  const target = () => rows.find((row) => `#${row.id}` === location.hash);
  // The event comes a little after the jump: who has stepped on meanwhile stays there.
  addEventListener("hashchange", () => {
    const now = document.activeElement;
    if (!list.contains(now) || now === target()) go(target());
  });
  form.addEventListener("submit", () => {
    if (list.contains(document.activeElement)) form.action = `${location.pathname}${location.search}#${rows[0].id}`;
  });
  // Long minutes have thousands of fields: only those of values that are corrected are sent.
  form.addEventListener("formdata", (event) => {
    for (const row of rows) {
      if (answer(row, "corrected")?.checked) continue;
      for (const field of row.querySelectorAll(".right-value .ds-input")) event.formData.delete(field.name);
    }
  });
  go(target());
}
