import { colours } from '../../web/page/colours.ts';

/** The one style sheet, inline and hashed: nothing is fetched. System fonts, calm colours, light and dark. */
export const style = `${colours}
*{box-sizing:border-box}
html{font:106.25%/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper);
scroll-padding-top:5rem}
body{margin:0;overflow-wrap:anywhere}
:lang(ar){line-height:1.75}
header,main,footer{max-width:42rem;margin:0 auto;padding:0 1.25rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between;
padding-top:.75rem;padding-bottom:.75rem;background:var(--paper);border-bottom:1px solid var(--line)}
@media (min-height:30rem){header{position:sticky;top:0;z-index:1}}
header p{margin:0;flex:1 1 6rem}
header p a{color:var(--soft);display:inline-block;min-height:1.5rem;text-decoration:none}
header p a:hover{text-decoration:underline}
main{padding-top:.5rem;padding-bottom:2.5rem}
footer{padding-top:1rem;padding-bottom:2.5rem;color:var(--soft);font-size:.9rem;border-top:1px solid var(--line)}
footer p a{display:inline-block;min-height:1.5rem}
h1{font-size:clamp(1.5rem,1.2rem + 1.6vw,2rem);line-height:1.25;letter-spacing:-.01em;margin:1.5rem 0 1rem;text-wrap:balance}
h2{font-size:1.25rem;line-height:1.35;margin:2.5rem 0 .6rem;text-wrap:balance}
:lang(ar) :is(h1,h2){line-height:1.5;letter-spacing:0}
h3{font-size:1.1rem;line-height:1.4;margin:1.25rem 0 .3rem}
li{margin:.3rem 0}
p,ul,ol{margin:.75rem 0}
ul,ol{padding-inline-start:1.4rem}
a{color:var(--accent);text-underline-offset:.15em}
main a{padding-block:.2rem}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.exit{display:inline-block;padding:.4rem .9rem;border:2px solid var(--accent);border-radius:.4rem;font-weight:600;
text-decoration:none;background:var(--card)}
.box{background:var(--note);border-radius:.5rem;padding:.5rem 1.2rem;margin:1.5rem 0;border:1px solid transparent}
.box h2{font-size:1.1rem;margin-top:.75rem}
.warn{background:var(--warn);border-inline-start:.35rem solid var(--warn-line)}
.errors{border:3px solid var(--error);border-radius:.5rem;padding:.75rem 1.1rem;margin:1.25rem 0;background:var(--card)}
.errors h2{margin-top:.5rem}
.errors ul{list-style:none;padding:0}
.errors li{margin:.4rem 0}
.errors a,.problem{color:var(--error);font-weight:600}
form{margin:1.25rem 0}
.question{margin:2rem 0}
.wrong{border-inline-start:.35rem solid var(--error);padding-inline-start:1rem}
label,legend{font-weight:600}
fieldset{border:0;padding:0;margin:2.5rem 0;min-width:0}
legend{padding:0}
.hint{color:var(--soft);margin:.15rem 0 .4rem}
.choice{display:grid;grid-template-columns:auto 1fr;gap:.1rem .7rem;align-items:start;margin:.6rem 0}
.choice input{width:1.5rem;height:1.5rem;margin:.1rem 0 0;accent-color:var(--accent)}
.choice .hint{grid-column:2;margin:0}.choice .hint p{margin:.2rem 0}
textarea,input[type=text]{width:100%;font:inherit;color:inherit;background:var(--card);border:2px solid var(--soft);
border-radius:.4rem;padding:.6rem .8rem}
:is(textarea,input[type=text]):hover{border-color:var(--accent)}
.code{font:.9rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
textarea{display:block;resize:vertical;unicode-bidi:plaintext;scroll-margin-top:9rem}
button,.button{font:inherit;font-weight:600;display:inline-block;cursor:pointer;border:2px solid var(--accent);
border-radius:.4rem;padding:.65rem 1.4rem;background:var(--accent);color:var(--on-accent);text-decoration:none}
[hidden]{display:none}
.button{margin:.5rem 0}
button:hover,.button:hover,.exit:hover{text-decoration:underline;text-underline-offset:.2em}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0 .5rem}
.buttons form{margin:0}
.hint+button,.choice+button{margin-top:.9rem}
button+.hint{margin-top:.5rem}
.out-of-sight{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.quiet{background:transparent;color:var(--accent)}
.words{columns:2;column-gap:2rem;max-width:24rem;margin:1rem 0;padding:1rem 1.25rem;
font:600 1.15rem/2 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--card);
border:2px solid var(--accent);border-radius:.5rem}
.words li{margin-block:0;margin-inline-start:2.2rem;padding-inline-start:.3rem}
.words li::marker{color:var(--soft);font-weight:400}
.link{overflow-wrap:anywhere;font-family:ui-monospace,monospace;font-size:.95rem;user-select:all}
dl{margin:1.25rem 0;padding:1rem 1.2rem .3rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
dt{color:var(--soft)}
dd{margin:0 0 .8rem;font-weight:600}
dd[dir]{width:fit-content}
.thread{list-style:none;padding:0}
.thread li{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1.1rem;margin:1rem 0}
.thread h2{font-size:1.1rem;margin:.5rem 0 .3rem}
.thread .team{border-inline-start:.35rem solid var(--accent)}
.meta{margin:0;color:var(--soft);font-size:.95rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;margin:.3rem 0 0}
input[type=file]{display:block;width:100%;font:inherit;color:inherit;background:var(--card);border:2px dashed var(--soft);
border-radius:.4rem;padding:.8rem;margin:.4rem 0 .9rem}
input[type=file]::file-selector-button{font:inherit;font-weight:600;color:var(--accent);background:transparent;
border:2px solid var(--accent);border-radius:.4rem;padding:.35rem .9rem;margin-inline-end:.8rem;cursor:pointer}
.file{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.4rem 1.1rem .9rem;margin:1.25rem 0}
.file legend{float:left;width:100%}
.file legend+*{clear:both}
.file .box{margin:.75rem 0}
.found p{margin:.4rem 0}
.file>label{display:block;margin-top:.75rem}
.attachments h3{margin:1rem 0 0}
.attachments ul{list-style:none;padding:0;margin:.25rem 0}
.thread .attachments li{background:none;border:0;border-top:1px solid var(--line);border-radius:0;margin:.5rem 0;padding:.5rem 0 0}
.attachments p{margin:.2rem 0}
.attachments .box{margin:.75rem 0}
.download{margin:.6rem 0 0}
:is(.download,.uploads) button{background:transparent;color:var(--accent);padding:.45rem 1rem;margin:.25rem 0;margin-inline-end:.5rem}
.uploads{list-style:none;padding:0}
.uploads li{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.6rem 1rem;margin:.6rem 0}
.uploads .refused{color:var(--error);font-weight:600}
.uploads bdi{font-weight:600}
.uploads span{display:block;margin:.2rem 0}
progress{display:block;width:100%;height:1.1rem;margin:.4rem 0;accent-color:var(--accent)}
progress[hidden]{display:none}
.progress{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem .4rem;padding:0;margin:1rem 0}
.progress li{border:1px solid var(--line);border-radius:1rem;padding:.05rem .75rem;font-size:.95rem;color:var(--soft);margin:0}
.progress .done{border-color:var(--accent);color:inherit}
.progress .done::before{content:"\\2713\\a0"/""}
.progress .current{border:2px solid var(--accent);color:var(--accent);font-weight:600}
.progress .to-come{border-style:dashed}
details{margin:1rem 0}
summary{cursor:pointer;color:var(--accent);font-weight:600;min-height:1.6rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;vertical-align:top;padding:.6rem 0;padding-inline-end:1.25rem;border-bottom:1px solid var(--line)}
tbody th{width:34%}
.report table{overflow-wrap:normal}
.report :is(th,td){padding-block:.35rem}
.report blockquote{margin:1rem 0;padding-inline-start:1rem;border-inline-start:.25rem solid var(--line)}
.contents{padding-inline-start:1.1rem}.contents li{margin:.3rem 0}
.report tbody th{overflow-wrap:anywhere}
.scrolls{overflow-x:auto}
.scrolls tbody th{overflow-wrap:normal}
td svg{vertical-align:middle}
.languages{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;margin:0 0 .5rem}
.languages a{display:inline-block;min-height:1.5rem}
.languages [aria-current]{color:inherit;font-weight:600;text-decoration:none}
button.link{font:inherit;font-weight:400;border:1px solid transparent;border-radius:0;padding:.2rem 0;background:none;color:var(--accent);
text-decoration:underline;text-underline-offset:.15em;text-align:start;min-height:1.5rem}
button.link[aria-current]{color:inherit;font-weight:600;text-decoration:none}
@media (min-width:30rem){.name{white-space:nowrap}}
.way{margin:1.25rem 0}
.way p{margin:.25rem 0}
.aside{margin-top:2.5rem}
@media (max-width:30rem){.words{columns:1}:is(table,tbody,tr,td,th):not(.report *){display:block}tbody th:not(.report *){width:auto;border:0;padding:.7rem 0 0}td:not(.report *){padding:0 0 .7rem}thead:not(.report *),.report .bar{display:none}
.report :is(th,td){padding-block:.2rem;padding-inline-end:.6rem;line-height:1.4}.report tbody th{width:60%;font-weight:400}.report h2{margin-block:1.5rem .2rem}}.on-paper{display:none}
@media print{.on-paper{display:block}.on-screen{display:none}header{position:static;border:0}.exit,form,footer,details,main a{display:none}html{background:#fff;color:#000}.scrolls{overflow:visible}section{break-inside:avoid}}
`;
