/** The colours of every page, the reporters' and the team's, light and dark; text on each ground is at least 4.5:1. */
export const colours = `
:root{color-scheme:light dark;--ink:#1d2a30;--soft:#4d5f66;--paper:#fbfaf7;--card:#fff;--line:#c9d1d0;--accent:#1d5c63;
--on-accent:#fff;--note:#eef4f3;--warn:#fdf3e1;--warn-line:#b7791f;--error:#a1260d;--focus:#a8500a}
@media (prefers-color-scheme:dark){:root{--ink:#e8eceb;--soft:#a9b8b9;--paper:#14191b;--card:#1b2225;--line:#3b474a;
--accent:#7cc4c5;--on-accent:#0d1517;--note:#1f2b2d;--warn:#2e2616;--warn-line:#d9a441;--error:#ff9d87;--focus:#ffbf47}}`;
