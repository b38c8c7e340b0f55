import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { makeOpenDocument, relationshipsXml } from './make-zip.ts';
import { cleanedOffice, person, word } from './office-files.ts';
import { readDeeply } from './read-deeply.ts';
import { realFile } from './real-files.ts';

describe('the name of a picture', () => {
  const picture = (name: string, description: string): Buffer =>
    word(
      `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="${name}" descr="${description}"/><a:graphic><a:graphicData uri="x"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="${name}"/></pic:nvPicPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
    );

  it.each(['IMG marisol 2026-03-04.jpg', 'scan by marisol', 'C:\\marisol.png'])(
    '%s is gone',
    async (name) => {
      expect((await cleanedOffice(picture(name, name.includes('scan') ? '' : name))).text).not.toMatch(
        person,
      );
    },
  );

  it('is gone from older drawings, and from OpenDocument', async () => {
    const vml = word(
      '<w:p><w:r><w:pict><v:shape><v:imagedata o:title="scan by marisol"/></v:shape></w:pict></w:r></w:p>',
    );
    expect((await cleanedOffice(vml)).text).not.toMatch(person);
    const filled = word(
      '<w:p><w:r><w:pict><v:shape><v:fill o:title="scan by marisol"/><v:stroke o:title="marisol"/></v:shape></w:pict></w:r></w:p>',
    );
    expect((await cleanedOffice(filled)).text).not.toMatch(person);
    const odt = makeOpenDocument(
      '<text:p><draw:frame draw:name="scan by marisol"><svg:title>marisol.png</svg:title></draw:frame></text:p>',
    );
    expect((await cleanedOffice(odt)).text).not.toMatch(person);
  });

  it('is not what somebody wrote to describe it', async () => {
    const { text } = await cleanedOffice(picture('Picture 1', 'Two people at a desk, seen from behind'));
    expect(text).toContain('descr="Two people at a desk, seen from behind"');
    expect(text).toContain('name="Picture 1"');
  });

  it('of a part is gone, and the picture is found under its new one', async () => {
    const { text } = await cleanedOffice(
      word(
        '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:blip r:embed="rId1"/></a:graphic></wp:inline></w:drawing></w:r></w:p>',
        {
          name: 'word/media/IMG_2026-03-04_marisol.jpg',
          content: realFile('pillow.jpg'),
        },
        {
          name: 'word/_rels/document.xml.rels',
          content: relationshipsXml([['rId1', 'image', 'media/IMG_2026-03-04_marisol.jpg']]),
        },
      ),
    );
    expect(text).not.toMatch(person);
    expect(text).toContain('Target="/word/parts/part1.jpg"');
    expect(text).toContain('Extension="jpg" ContentType="image/jpeg"');
  });
});

describe('a picture in base64', () => {
  it('in OpenDocument is cleaned', async () => {
    const picture = realFile('pillow.jpg').toString('base64');
    const result = await cleanFile(
      makeOpenDocument(
        `<text:p><draw:frame><draw:image><office:binary-data>${picture}</office:binary-data></draw:image></draw:frame></text:p>`,
      ),
      defaultCleaningLimits,
    );
    if (result.kind !== 'cleaned') throw new Error(result.why);
    expect(result.removed).toContain('gps-position');
    const inside = /<office:binary-data>([^<]*)</.exec(readDeeply(result.bytes))?.[1] ?? '';
    expect(inside.length).toBeGreaterThan(100);
    expect(Buffer.from(inside, 'base64').toString('latin1')).not.toMatch(/Canon|Marisol/);
  });

  it('in SVG is cleaned, and what an editor wrote goes', async () => {
    const picture = realFile('pillow.jpg').toString('base64');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export-filename="/home/marisol/a.png"><metadata>Marisol</metadata><script>1</script><image href="data:image/jpeg;base64,${picture}"/><image href="../marisol.png"/><path d="M0 0"/></svg>`;
    const { text, removed } = await cleanedOffice(Buffer.from(svg));
    expect(text).not.toMatch(/marisol|Marisol|script/);
    expect(text).toContain('<path d="M0 0"/>');
    expect(removed).toEqual(expect.arrayContaining(['gps-position', 'file-paths', 'other-data']));
  });
});

it('drawings keep their sizes and colours, whose attributes have no namespace of their own', async () => {
  const { text } = await cleanedOffice(
    word(
      '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="609600"/></wp:inline></w:drawing></w:r></w:p>',
    ),
  );
  expect(text).toContain('<wp:extent cx="914400" cy="609600"/>');
});
