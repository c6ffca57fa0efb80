// A form that keeps itself as a draft and shows what is like it while it is written. Without this both come by buttons.
const form = document.querySelector("[data-entry]");
if (form) {
  const near = document.querySelector("[data-similar]");
  const count = form.querySelector("[data-near]");
  const told = form.querySelector("[data-kept]");
  const asked = ["title", "problem", "process", "body"];
  const wait = { look: 250, keep: 1500, again: 15000 };
  let changed = false;
  let saving = null;
  let stopped = false;
  let latest = 0;
  const timers = {};
  const later = (name, work) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(work, wait[name]);
  };

  const look = async () => {
    const mine = ++latest;
    const answer = await fetch(form.dataset.entry, { method: "POST", body: new FormData(form) });
    if (!answer.ok || mine !== latest) return;
    near.innerHTML = await answer.text();
    const many = near.querySelectorAll("li").length;
    count.innerHTML = many ? `<a href="#liknande">${many} liknande initiativ finns</a>` : "";
  };

  const keep = async () => {
    const body = new FormData(form);
    if (!changed || stopped || !(body.get("title") || body.get("problem"))) return;
    changed = false;
    body.set("draft", "1");
    body.set("autosave", "1");
    const answer = await fetch(form.action, { method: "POST", body });
    if (answer.ok) {
      const kept = await answer.json();
      form.action = kept.url;
      form.elements.seen.value = kept.seen;
      form.elements.own.value = kept.own;
      history.replaceState(null, "", kept.url);
      told.textContent = kept.told;
      return;
    }
    stopped = true;
    told.textContent =
      answer.status === 409 ? "Någon annan har sparat utkastet. Spara halvfärdigt, så ser du skillnaden." : "Utkastet sparas inte av sig självt nu. Spara det med knappen.";
  };

  const keepSoon = () => {
    saving ??= keep()
      .catch(() => {
        changed = true;
        told.textContent = "Ingen kontakt. Det du skriver finns kvar här och sparas när kontakten är tillbaka.";
      })
      .finally(() => {
        saving = null;
        if (changed && !stopped) later("again", keepSoon);
      });
    return saving;
  };

  form.addEventListener("input", (event) => {
    changed = true;
    if (asked.includes(event.target.name)) later("look", look);
  });
  form.addEventListener("change", () => later("keep", keepSoon));
  // A save on its way must be done before the form is sent, else the same initiative would be begun twice.
  form.addEventListener("submit", (event) => {
    for (const timer of Object.values(timers)) clearTimeout(timer);
    stopped = true;
    if (!saving) return;
    event.preventDefault();
    saving.then(() => form.requestSubmit(event.submitter));
  });
}
