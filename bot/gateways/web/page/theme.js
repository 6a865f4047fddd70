// پوسته‌ی روشن و تیره - set before the first paint: what the person chose here, else what the device says.   Button: overlay.js
(function () {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    let chosen = null;
    try { chosen = JSON.parse(localStorage.getItem("emresalat.theme")); } catch { chosen = null; }  // storage may be forbidden: then the device decides
    const theme = chosen || (dark.matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", theme === "dark" ? "#101816" : "#0e5c54");
  };
  dark.addEventListener("change", apply);
  window.addEventListener("storage", apply);
  document.addEventListener("theme", apply);
  apply();
})();
