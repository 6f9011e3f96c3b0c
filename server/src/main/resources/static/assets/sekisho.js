// Small comforts. Every page also works without them.
document.addEventListener('change', (event) => {
  const field = event.target;
  if (field.matches('[data-send]')) {
    field.form.requestSubmit();
  }
});

// A form that leads back here leads back to what is in the address now.
document.addEventListener('submit', (event) => {
  for (const field of event.target.querySelectorAll('[data-back]')) {
    field.value = location.pathname + location.search;
  }
}, true);

// An open panel closes when one clicks elsewhere or presses Escape.
document.addEventListener('click', (event) => {
  for (const panel of document.querySelectorAll('details.dropdown-details[open], details.menu-phone[open]')) {
    if (!panel.contains(event.target)) {
      panel.open = false;
    }
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    for (const panel of document.querySelectorAll('details.dropdown-details[open], details.menu-phone[open]')) {
      panel.open = false;
    }
  }
  if (event.key === '/' && !event.target.closest('input, select, textarea')) {
    const search = document.getElementById('search') ?? document.getElementById('table-search');
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

// When a session has ended the answer is another page: show that page instead of a piece of it.
document.addEventListener('htmx:beforeSwap', (event) => {
  const answered = new URL(event.detail.xhr.responseURL).pathname;
  if (event.detail.xhr.status >= 400 || answered === '/login') {
    event.preventDefault();
    location.reload();
  }
});
