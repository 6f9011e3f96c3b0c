// Before anything is drawn: follow the system's colours where the person has not chosen, and tell the server the zone.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => {
    if (root.dataset.theme === 'auto') {
      root.dataset.bsTheme = dark.matches ? 'dark' : 'light';
    }
  };
  follow();
  dark.addEventListener('change', follow);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes('sekisho-zone=' + zone)) {
    document.cookie = 'sekisho-zone=' + zone + '; Path=/; Max-Age=31536000; Secure; SameSite=Lax';
  }
})();
