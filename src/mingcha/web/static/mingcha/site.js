// What the pages do better with a script; all of them work without it.
(function () {
  "use strict";

  // A form marked data-auto is sent as soon as one of its choices changes; its button is then not needed.
  document.addEventListener("change", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-auto") && event.target.tagName === "SELECT" && !form.hasAttribute("hx-get")) {
      form.submit();
    }
  });

  // A file above the limit is named before the time is spent on sending it.
  document.addEventListener("change", function (event) {
    var input = event.target;
    if (input.type !== "file" || !input.dataset.limit) { return; }
    var file = input.files[0];
    var problem = file && file.size > Number(input.dataset.limit)
      ? "文件有 " + Math.ceil(file.size / 1048576) + " MB，超过上限 " + Math.floor(input.dataset.limit / 1048576) + " MB，请拆分后再选。"
      : "";
    input.setCustomValidity(problem);
    if (problem) { input.reportValidity(); }
  });

  // A second press on a button that is already working does nothing.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-download")) { return; }
    window.setTimeout(function () {
      form.querySelectorAll("button[type=submit]").forEach(function (button) {
        button.disabled = true;
        if (button.dataset.busy) { button.textContent = button.dataset.busy; }
      });
    }, 0);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form button[type=submit][disabled]").forEach(function (button) { button.disabled = false; });
  });

  // After a part of the page was replaced, say so to those who listen.
  document.addEventListener("htmx:afterSwap", function () {
    var source = document.getElementById("spoken-text");
    var spoken = document.getElementById("spoken");
    if (source && spoken) { spoken.textContent = source.textContent; }
  });

  // A decision is one key: the button that bears it is pressed, unless somebody is typing or holds another key.
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    var button = /^[a-z]$/i.test(event.key) && document.querySelector("button[data-key=" + event.key.toLowerCase() + "]");
    if (!button || button.disabled) { return; }
    event.preventDefault();
    var reason = button.value === "dismissed" && button.form.elements.reason;
    if (reason && !reason.value) { reason.focus(); return; }
    button.click();
  });

  // How long it was looked at before it was decided.
  var opened = Date.now();
  document.querySelectorAll("form[data-decision]").forEach(function (form) {
    form.addEventListener("submit", function () {
      form.elements.seconds.value = Math.min(86400, Math.round((Date.now() - opened) / 1000));
    });
  });

  // A failed request must not look like a page that simply did not change.
  function complain() {
    var spoken = document.getElementById("spoken");
    if (spoken) {
      spoken.className = "note bad";
      spoken.textContent = "没有取到数据，页面仍是原来的内容。请检查网络后重试，或刷新页面重新登录。";
    }
  }
  document.addEventListener("htmx:responseError", complain);
  document.addEventListener("htmx:sendError", complain);
}());
