// ورود - a mobile, then the code that came to it.   Served by door.py

import { el } from "./dom.js";
import { themeButton } from "./overlay.js";
import { post, sentenceFor } from "./wire.js";
import { mobile as written, say, waitWords } from "./words.js";

/** The sign-in page; entered(me) is called with who one is. `open`: whether codes leave this house at all. */
export function door(entered, open) {
  const sheet = el("section", { class: "sheet" });
  const page = el("main", { class: "sheet-page" }, el("div", { class: "corner" }, themeButton()), sheet);
  const head = (intro) => [el("img", { class: "sheet-mark", src: "/web/page/icon.svg", alt: "", width: "72", height: "72" }), el("h1", { text: say("signin.title") }), el("p", { text: intro })];
  const field = (id, label, attrs) => {
    const input = el("input", { id, class: "field", dir: "ltr", required: true, "aria-describedby": "problem", ...attrs });
    return [el("label", { for: id, text: label }), input];
  };

  /** A form that shows why the house said no, beside its field. */
  function form(parts, input, button, act) {
    const problem = el("p", { id: "problem", class: "problem", role: "alert" });
    const node = el("form", { novalidate: true }, ...parts, problem, button);
    node.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      problem.textContent = "";
      input.removeAttribute("aria-invalid");
      try {
        await act();
      } catch (why) {
        problem.textContent = `${sentenceFor(why)} ${why.wait ? waitWords(why.wait) : ""}`.trim();
        input.setAttribute("aria-invalid", "true");
        input.focus();
      } finally {
        button.disabled = false;
      }
    });
    return node;
  }

  function askMobile(known = "") {
    const [label, input] = field("mobile", say("signin.mobile"), { type: "tel", autocomplete: "tel", inputmode: "tel", placeholder: say("signin.mobile_example"), value: known });
    const button = el("button", { class: "button primary wide", text: say("signin.ask") });
    const send = async () => askCode(input.value, (await post("/web/signin/code", { mobile: input.value })).wait);
    sheet.replaceChildren(...head(say("signin.intro")), form([label, input], input, button, send));
    input.focus();
  }

  function askCode(number, wait) {
    const [label, input] = field("code", say("signin.code"), { autocomplete: "one-time-code", inputmode: "numeric", maxlength: "12", class: "field code-field" });
    const button = el("button", { class: "button primary wide", text: say("signin.enter") });
    const again = el("button", { type: "button", class: "button quiet" });
    const other = el("button", { type: "button", class: "button quiet", text: say("signin.other"), on: { click: () => askMobile(number) } });
    const enter = async () => entered(await post("/web/signin", { mobile: number, code: input.value }));
    const node = form([label, input], input, button, enter);
    const count = (left) => {
      again.disabled = left > 0;
      again.textContent = left > 0 ? say("signin.again_in", { n: left }) : say("signin.again");
      if (left > 0 && again.isConnected) setTimeout(() => count(left - 1), 1000);
    };
    again.addEventListener("click", async () => {
      try {
        count((await post("/web/signin/code", { mobile: number })).wait);
      } catch (why) {
        node.querySelector(".problem").textContent = sentenceFor(why);
        if (why.wait) count(Math.min(why.wait, 3600));
      }
    });
    input.addEventListener("input", () => input.value.replace(/\D/g, "").length === 6 && /^[\d]{6}$/.test(input.value) && node.requestSubmit());
    sheet.replaceChildren(...head(say("signin.code_sent", { mobile: written(number) })), node, el("div", { class: "sheet-row" }, again, other), el("p", { class: "small", text: say("signin.safe") }));
    count(wait);
    input.focus();
  }

  if (open) askMobile();
  else sheet.replaceChildren(...head(say("signin.closed")));
  return page;
}
