import { raw } from 'hono/html';
import type { ExportBlock, ExportDocument } from '../../domain/export/export-document.ts';

const Block = ({ block }: { readonly block: ExportBlock }) => {
  if (block.kind === 'heading')
    return block.level === 2 ? <h2 dir="auto">{block.text}</h2> : <h3 dir="auto">{block.text}</h3>;
  return (
    <p class={block.kind === 'line' ? 'meta' : 'text'} dir="auto">
      {block.text}
    </p>
  );
};

/** What a copy holds, for the page on which it is read and for the file that is handed out. */
export const DocumentBody = ({ document }: { readonly document: ExportDocument }) => (
  <>
    <h1>{document.title}</h1>
    {document.facts.map((fact) => (
      <p dir="auto">{fact}</p>
    ))}
    {document.blocks.map((block) => (
      <Block block={block} />
    ))}
  </>
);

/** A fixed element is printed on every page. */
const style = `
:root{color-scheme:light}
body{font:16px/1.5 system-ui,sans-serif;color:#000;background:#fff;max-width:44rem;margin:0 auto;padding:1rem 1rem 4rem;overflow-wrap:anywhere}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2rem;border-top:1px solid #777;padding-top:.75rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}
p{margin:.25rem 0 .5rem}.text{white-space:pre-wrap}.meta{color:#333}
.mark{position:fixed;bottom:0;left:0;right:0;margin:0;padding:.25rem 1rem;background:#fff;border-top:1px solid #777;font-size:.75rem;text-align:center}
@page{margin:16mm 16mm 20mm}
@media print{body{max-width:none;padding:0 0 14mm;font-size:11pt}h2,h3{break-after:avoid}}
`.trim();

/** The whole copy as one file that loads nothing from anywhere and runs no script. */
export const documentHtml = async (document: ExportDocument): Promise<string> => {
  const page = await (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{document.title}</title>
        <style>{raw(style)}</style>
      </head>
      <body>
        <main>
          <DocumentBody document={document} />
        </main>
        <footer class="mark" dir="auto">
          {document.mark}
        </footer>
      </body>
    </html>
  );
  return `<!doctype html>\n${page.toString()}\n`;
};
