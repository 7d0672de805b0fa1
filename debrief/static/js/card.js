// The scorecard at work: each saved standing goes with the next save, a lost connection loses no text, a card goes once.
import { keep, kept, forget, forgetAll } from "./kept.js";

const form = document.getElementById("card");
const sender = document.querySelector("form[data-submits]");
let saving = 0;
let waiting = null;
let leaving = false;

function fields() {
  return [...new FormData(form)].filter(([name]) => !["csrf_token", "revision"].includes(name));
}

function tell(words) {
  document.getElementById("offline").textContent = words;
}

function lost() {
  if (leaving) return;
  keep(form.dataset.store, fields());
  tell(form.dataset.offline);
}

function putBack(pairs) {
  for (const box of form.querySelectorAll("textarea[name], input[name='note']")) box.value = "";
  for (const control of form.querySelectorAll("input[type=radio], input[type=checkbox]")) control.checked = false;
  for (const [name, value] of pairs) {
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (control.type === "radio" || control.type === "checkbox") control.checked ||= control.value === value;
      else if (control.type !== "hidden") control.value = value;
    }
  }
  for (const box of form.querySelectorAll("textarea[name]")) {
    if (box.value) box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.dispatchEvent(new Event("save"));
}

function offerBack() {
  const found = kept(form.dataset.store);
  const now = JSON.stringify(fields());
  if (!found || JSON.stringify(found.pairs) === now) return forget(form.dataset.store);
  const box = document.getElementById("kept");
  document.getElementById("kept-when").textContent = new Date(found.at).toLocaleString();
  document.getElementById("kept-back").addEventListener("click", () => {
    box.hidden = true;
    putBack(found.pairs);
    form.querySelector("textarea").focus();
  });
  document.getElementById("kept-away").addEventListener("click", () => {
    box.hidden = true;
    forget(form.dataset.store);
  });
  box.hidden = false;
}

function isSave(event) {
  return event.detail.ctx.sourceElement === form || event.detail.ctx.sourceElement.closest("#pad");
}

if (form) {
  document.addEventListener("htmx:before:request", (event) => {
    if (!isSave(event)) return;
    saving += 1;
    // What waited in the queue says what stands now, on top of what was saved meanwhile.
    const body = new URLSearchParams(new FormData(form));
    event.detail.ctx.request.body = body;
  });
  document.addEventListener("htmx:after:request", (event) => {
    if (!isSave(event) || event.detail.ctx.response.status >= 400) return;
    forget(form.dataset.store);
    tell("");
  });
  document.addEventListener("htmx:response:error", (event) => {
    if (isSave(event) && event.detail.ctx.response.status !== 412) lost();
  });
  document.addEventListener("htmx:error", (event) => {
    if (isSave(event)) lost();
  });
  document.addEventListener("htmx:finally:request", (event) => {
    if (!isSave(event)) return;
    saving -= 1;
    if (!saving && waiting) form.requestSubmit(waiting);
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      lost();
    } else if (saving) {
      event.preventDefault();
      waiting = event.submitter;
    }
  });
  // A browser brings the caret into view, not the box around it, which the bar may still cover.
  form.addEventListener("focusin", ({ target }) => {
    const bar = form.querySelector(".save");
    const box = target.getBoundingClientRect();
    const fits = box.height < window.innerHeight / 2;
    if (fits && !bar.contains(target) && box.bottom > bar.getBoundingClientRect().top) target.scrollIntoView({ block: "nearest" });
  });
  window.addEventListener("offline", lost);
  window.addEventListener("online", () => form.dispatchEvent(new Event("save")));
  offerBack();
}

if (sender) {
  let sent = false;
  sender.addEventListener("submit", (event) => {
    if (sent && !event.submitter?.name) event.preventDefault();
    sent = !event.submitter?.name;
  });
  window.addEventListener("pageshow", () => { sent = false; });
}

const done = document.querySelector("[data-sent]");
if (done) forget(done.dataset.sent);

for (const leave of document.querySelectorAll("form[action$='/sign-out']")) {
  leave.addEventListener("submit", () => {
    leaving = true;
    forgetAll();
  });
}
