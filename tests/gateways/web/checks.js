// What every page must be: named, large enough to tap, readable, no wider than the screen. Returns what is not.   Run by browser.py
async () => {
  await Promise.all(document.getAnimations().filter((a) => a.effect.getTiming().iterations !== Infinity).map((a) => a.finished.catch(() => null)));
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (e, more = {}) => e.checkVisibility({ visibilityProperty: true, ...more });
  const html = (e) => e.outerHTML.slice(0, 100);

  const unnamed = [];
  const is = (what, elements) => unnamed.push(...elements.map((e) => `${what}: ${html(e)}`));
  const ids = all("[id]").map((e) => e.id);
  const name = (e) => (e.getAttribute("aria-label") || e.innerText || e.textContent).trim();
  is("doubled id", all("[id]").filter((e, i) => ids.indexOf(e.id) !== i));
  is("no name", all("button, a[href]").filter((e) => shown(e) && !name(e)));
  is("no label", all("input:not([type=file]), textarea").filter((e) => shown(e) && !e.labels.length));
  is("no alt", all("img:not([alt])"));
  is("describes nothing", all("[aria-describedby]").filter((e) => !document.getElementById(e.getAttribute("aria-describedby"))));
  is("hidden but reachable", all("[aria-hidden=true]").filter((e) => e.querySelector("button, a, textarea")));
  is("no name", all("section:not(.sheet), nav, aside, dialog, [role=log], [role=group]").filter((e) => shown(e) && !e.getAttribute("aria-label")));
  if (all("main").length !== 1) unnamed.push(`mains: ${all("main").length}`);
  if (document.documentElement.lang !== "fa" || document.documentElement.dir !== "rtl" || !document.title) unnamed.push("no language or title");

  const small = all("button, a[href], textarea, input:not([type=file])")
    .filter((e) => shown(e) && !e.matches(".skip, .code")) // a code stands in its line of text; its area reaches beyond it
    .map((e) => [e.getBoundingClientRect(), html(e)])
    .filter(([r]) => r.height < 43.5 || r.width < 43.5)
    .map(([r, text]) => `${Math.round(r.width)}x${Math.round(r.height)} ${text}`);

  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return colour.startsWith("color(srgb") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const ground = (e) => {
    if (!e) return [255, 255, 255, 1];
    const colour = parse(getComputedStyle(e).backgroundColor);
    return colour[3] === 1 ? colour : over(colour, ground(e.parentElement));
  };
  const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (c) => 0.2126 * linear(c[0] / 255) + 0.7152 * linear(c[1] / 255) + 0.0722 * linear(c[2] / 255);
  const contrast = (e) => {
    const below = ground(e);
    const [more, less] = [light(over(parse(getComputedStyle(e).color), below)), light(below)].sort((x, y) => y - x);
    return (more + 0.05) / (less + 0.05);
  };
  const faint = all("body *")
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .filter((e) => shown(e, { opacityProperty: true }) && !e.closest(".hidden, noscript, :disabled, .skip") && contrast(e) < 4.5)
    .map((e) => `${contrast(e).toFixed(2)} ${e.textContent.trim().slice(0, 30)} ${html(e)}`);

  const wide = [document.scrollingElement, ...all(".log, .head, .composer, .side, .sheet-page")]
    .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1)
    .map((e) => `${e.scrollWidth} > ${e.clientWidth} ${e.className}`);
  return { unnamed, small, faint, wide };
}
