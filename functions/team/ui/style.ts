import { colours } from '../../web/page/colours.ts';

/** The one style sheet of the team's pages, inline and hashed. System fonts, calm colours, light and dark. */
export const style = `${colours}
*{box-sizing:border-box}
html{font:100%/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper)}
body{margin:0;overflow-wrap:anywhere}
.top,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
.top{display:flex;flex-wrap:wrap;gap:.4rem 1.25rem;align-items:center;padding-top:.75rem;padding-bottom:.75rem;
border-bottom:1px solid var(--line)}
.top ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin:0;padding:0}
.top a,.top .link{display:inline-block;min-height:1.5rem}
:is(.top,.places) [aria-current]{color:inherit;font-weight:600;text-decoration:none}
.top .who{margin-inline-start:auto;color:var(--soft);display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;align-items:center}
.top form{margin:0}
main{padding-bottom:4rem}
.narrow{max-width:42rem}
main.wide,body:has(main.wide) :is(.top,footer){max-width:76rem}
footer{padding-bottom:2rem;color:var(--soft);font-size:.9rem}
h1{font-size:1.6rem;line-height:1.25;margin:1.25rem 0 1rem;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.35;margin:2rem 0 .5rem}
h3{font-size:1.05rem;margin:1.25rem 0 .35rem}
p,ul,ol{margin:.6rem 0}
a{color:var(--accent);text-underline-offset:.15em}
main :is(p,li)>a:only-child{display:inline-block;min-height:1.5rem}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.box{background:var(--note);border-radius:.5rem;padding:.75rem 1.1rem;margin:1.25rem 0}
.warn{background:var(--warn);border-inline-start:.35rem solid var(--warn-line)}
.errors{border:3px solid var(--error);border-radius:.5rem;padding:.75rem 1.1rem;margin:1.25rem 0;background:var(--card)}
.errors h2{margin-top:.25rem}
.errors ul{list-style:none;padding:0}
.errors a,.problem{color:var(--error);font-weight:600}
form{margin:1rem 0}
.question{margin:1.2rem 0}
.wrong{border-inline-start:.35rem solid var(--error);padding-inline-start:1rem}
label,legend{font-weight:600}
fieldset{border:0;padding:0;margin:1.2rem 0}
legend{padding:0}
.hint,.soft{color:var(--soft)}
.hint{margin:.15rem 0 .4rem}
.choice{display:grid;grid-template-columns:auto 1fr;gap:.1rem .7rem;align-items:start;margin:.6rem 0}
.choice input{width:1.5rem;height:1.5rem;margin:.1rem 0 0;accent-color:var(--accent)}
.choice .hint{grid-column:2;margin:0}
textarea,select,input:not([type=checkbox]):not([type=radio]):not([type=hidden]){width:100%;font:inherit;color:inherit;
background:var(--card);border:2px solid var(--soft);border-radius:.4rem;padding:.5rem .7rem}
textarea{display:block;resize:vertical;unicode-bidi:plaintext}
button,.button{font:inherit;font-weight:600;display:inline-block;cursor:pointer;border:2px solid var(--accent);
border-radius:.4rem;padding:.5rem 1.2rem;background:var(--accent);color:var(--on-accent);text-decoration:none}
button[disabled]{opacity:.6;cursor:default}
.quiet{background:transparent;color:var(--accent)}
.link{background:none;border:0;padding:0;color:var(--accent);text-decoration:underline;text-underline-offset:.15em;font-weight:400}
.pieces label{font-weight:400}
mark{background:var(--warn);color:inherit;border-radius:.2rem;padding:0 .2rem}
.row{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end}
.row+.row{margin-top:.75rem}
.row>*{margin:0;flex:1 1 10rem}
.row>button{flex:0 0 auto}
.row.short{max-width:34rem}
.cases{list-style:none;padding:0}
.cases>li,.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1.1rem;margin:.75rem 0}
.cases h2,.cases h3{margin:0;font-size:1.15rem}
.cases h2 a{display:inline-block;min-height:1.5rem}
.cases p{margin:.2rem 0}
.chosen{display:flex;gap:.7rem;align-items:center}
.chosen input{width:1.5rem;height:1.5rem;margin:0;flex:none;accent-color:var(--accent)}
.tags{margin:.2rem 0 .4rem;display:flex;flex-wrap:wrap;gap:.35rem}
.tags .tag{margin:0}
.named{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
.counts{font-size:1.1rem}
.found{margin:.3rem 0;padding-inline-start:1.2rem;overflow-wrap:anywhere}
.search{align-items:end}
.filters{margin:.5rem 0 1rem}
.back{margin:1rem 0 -.75rem}
.back a,.places a{display:inline-block;min-height:1.5rem}
.places [aria-current]{color:inherit;font-weight:600;text-decoration:none}
.places ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:.5rem 0;margin:1rem 0;
border-block:1px solid var(--line)}
.plain,.tasks{list-style:none;padding:0}
.plain li,.tasks li{margin:.5rem 0}
.tasks li{border-block-start:1px solid var(--line);padding-block-start:.5rem}
.tasks form{margin:.35rem 0}
.tasks .done .text{color:var(--soft);text-decoration:line-through}
.tasks h3{margin-block-start:.35rem}
.acts{display:flex;flex-wrap:wrap;gap:0 1.25rem;align-items:baseline}
.acts details[open]{flex:1 0 100%}
.buttons{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center}
.buttons .question{flex:1 0 100%;max-width:24rem}
.small{padding:.15rem .8rem;font-size:.95rem}
.panel{border:1px solid var(--line);border-radius:.5rem;background:var(--card);padding:.25rem 1.1rem .5rem;margin:1rem 0}
.panel h2{font-size:1.05rem;margin:.6rem 0 .35rem}
.panel details{margin:.6rem 0}
.panel .question{margin:.8rem 0}
.panel form{margin:.6rem 0}
.report{margin-block-start:1.5rem}
.report blockquote{margin-block:1rem}
.choice .text{font-weight:400;margin:0}
.report h3{color:var(--soft);font-size:1rem;margin-block-end:0}
.box.warn form,form.box p{margin-block-start:.25rem}
@media (min-width:62rem){.to-beside{display:none}.columns{display:grid;grid-template-columns:minmax(0,1fr) 22rem;gap:0 2.5rem;align-items:start}
.columns>div>:first-child{margin-block-start:.5rem}
.facts{grid-template-columns:max-content 1fr max-content 1fr}}
@media (max-width:24rem){.facts{grid-template-columns:5.5rem 1fr;gap:.3rem .75rem}}
.tag{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .6rem;font-size:.875rem;font-weight:600;
color:var(--soft);margin-inline-end:.35rem}
.tag.hot{color:var(--error)}
.tag.new{color:var(--accent)}
.tag.given{border-radius:.25rem;font-weight:400;color:inherit}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.3rem 1.25rem;margin:.75rem 0}
dt{color:var(--soft)}
dd,dd.text{margin:0}
.thread{list-style:none;padding:0}
.thread>li{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1.1rem;margin:.75rem 0}
.thread .team{border-inline-start:.35rem solid var(--accent)}
.thread .private{border-style:dashed}
.meta{margin:0;color:var(--soft);font-size:.95rem}
.text+.meta,.meta.text-label{margin-block-start:.5rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;margin:.3rem 0 0}
fieldset.files{border:1px solid var(--line);border-radius:.5rem;padding:.25rem 1.1rem .75rem}
fieldset.files.wrong{border-inline-start:.35rem solid var(--error)}
fieldset.files legend{padding:0 .4rem;margin-inline-start:-.4rem}
fieldset.files button{margin-block-start:.6rem}
.attached,.uploads{list-style:none;padding:0}
.attached>li{border-block-start:1px solid var(--line);padding-block-start:.5rem;margin:.75rem 0 0}
fieldset.files .attached>li{border-block-start:0;border-block-end:1px solid var(--line);padding-block-end:.5rem}
.attached p{margin:.15rem 0}
.attached .warned{background:var(--warn);border-inline-start:.35rem solid var(--warn-line);padding:.35rem .7rem;margin:.4rem 0}
.download{display:flex;flex-wrap:wrap;gap:.4rem .6rem;align-items:center;margin:.4rem 0}
.download>button{padding:.15rem .8rem;font-size:.95rem;background:transparent;color:var(--accent)}
.attached:focus-visible{outline-offset:.4rem}
.download .parts{flex-basis:100%;margin:0}
.download>[role=status]:empty{display:none}
.uploads li{display:flex;flex-wrap:wrap;gap:.3rem .75rem;align-items:center;margin:.6rem 0}
.uploads bdi{font-weight:600;min-width:0}
.uploads li+li{border-block-start:1px solid var(--line);padding-block-start:.6rem}
.uploads li.refused{color:var(--error);font-weight:600}
.uploads button{padding:.15rem .8rem;font-size:.95rem;background:transparent;color:var(--accent);margin:0}
.out-of-sight{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
input[type=file]::file-selector-button{font:inherit;font-weight:600;color:var(--accent);background:transparent;
border:2px solid var(--accent);border-radius:.4rem;padding:.15rem .8rem;margin-inline-end:.7rem;cursor:pointer}
fieldset.files .attached+label{display:inline-block;margin-block-start:.9rem}
progress{accent-color:var(--accent);max-width:100%}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.progress{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem .4rem;padding:0;margin:1rem 0}
.progress li{border:1px solid var(--line);border-radius:1rem;padding:.05rem .75rem;font-size:.95rem;color:var(--soft);margin:0}
.progress .done{border-color:var(--accent);color:inherit}
.progress .done::before{content:"\\2713\\a0"/""}
.progress .current{border:2px solid var(--accent);color:var(--accent);font-weight:600}
.progress .to-come{border-style:dashed}
.letter{background:var(--paper);border:1px solid var(--line);border-radius:.25rem;padding:.75rem 1.5rem 1.25rem;margin:1rem 0;max-width:42rem}
.letter :is(h2,h3,h4,h5){margin:1.1rem 0 .2rem;font-size:1rem}.letter :is(h2,h4){font-size:1.15rem}
blockquote{margin:.4rem 0;padding-inline-start:1rem;border-inline-start:.25rem solid var(--line)}
.board{columns:2 24rem;column-gap:1.25rem}
.board .card{break-inside:avoid;margin:0 0 1.25rem}
.board .card h2{margin:.25rem 0 .5rem}
.points li{display:flex;flex-wrap:wrap;gap:.35rem 1rem;align-items:center;margin:0;padding-block:.6rem;border-top:1px solid var(--line)}
.points li>div{flex:1 1 13rem}
.points form{margin:0}
.due li{display:flex;flex-wrap:wrap;gap:.1rem .75rem;align-items:baseline;margin:.35rem 0}
.bars{margin:.5rem 0;table-layout:fixed}
.bars :is(th,td){border:0;padding:.2rem .75rem .2rem 0;vertical-align:middle}
.bars th{font-weight:400;width:40%}
.bars td{display:grid;grid-template-columns:1fr minmax(2.5rem,max-content);gap:.6rem;align-items:center}
.bars.worded td{grid-template-columns:1fr 7.5rem}
.bars svg{width:100%;height:.8rem;display:block}
.bars rect{fill:var(--accent)}
.bars .hollow{fill:none;stroke:var(--accent);stroke-width:1.5;vector-effect:non-scaling-stroke}
details{margin:1rem 0}
summary{cursor:pointer;color:var(--accent);font-weight:600;min-height:1.6rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;vertical-align:top;padding:.5rem 1rem .5rem 0;border-bottom:1px solid var(--line)}
.report table{overflow-wrap:normal}
.contents{padding-inline-start:1.1rem}.contents li{margin:.3rem 0}
.report tbody th{overflow-wrap:anywhere;width:34%}
.scrolls{overflow-x:auto}
.scrolls tbody th{overflow-wrap:normal}
.secret{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;user-select:all;background:var(--card);
border:2px solid var(--accent);border-radius:.5rem;padding:.75rem 1.1rem}
[hidden]{display:none!important}
@media (max-width:34rem){dl:not(.facts){display:block}dl:not(.facts) dd{margin:0 0 .6rem}:where(table:not(.bars,.report table)),:where(table:not(.bars,.report table)) :is(tbody,tr,td,th){display:block}td{border:0;padding:0 0 .4rem}
th{border:0;padding:.6rem 0 0}.report :is(th,td){padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line)}.report tbody th{width:60%;font-weight:400}.report .bar{display:none}:where(table:not(.bars,.report table)) thead{display:none}.top .who{margin-inline-start:0}}
@media (min-width:52rem){.labelled :is(th,td:first-child){white-space:nowrap}}
.filters .row{margin-block:.75rem}
@media (max-width:52rem){.labelled,.labelled :is(tbody,tr,td){display:block}.labelled thead{display:none}
.labelled tr{border-block-end:1px solid var(--line);padding-block:.75rem}
.labelled td{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:0 .75rem;border:0;padding:.1rem 0}
.labelled td::before{content:attr(data-label);color:var(--soft)}
.counted tr{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.1rem .75rem}.counted td{grid-template-columns:minmax(0,1fr) auto;padding-inline-end:1rem}
.counted td:first-child{display:block;grid-column:1/-1}.counted td:first-child::before{content:none}}
.print-mark{display:none}
@media print{.print-mark{display:block;position:fixed;bottom:0;left:0;right:0;margin:0;background:#fff;border-top:1px solid #777;font-size:.75rem;text-align:center}.top nav,form,footer{display:none}html{background:#fff;color:#000}
body:has(.not-printed) .top,.not-printed{display:none}.letter{border:0;padding:0;max-width:none}}
`;
