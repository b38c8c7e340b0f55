import type { Child } from 'hono/jsx';
import { downloadAttributes } from '../../web/files/download-attributes.ts';
import { partsOf } from '../files/file-answer.ts';
import { downloadTexts } from '../files/file-script-texts.ts';

/**
 * The button that downloads a file. One that does not fit one answer has a button for each of its parts, which the
 * page's script makes into one that saves the whole.
 */
export const DownloadForm = (props: {
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly name: string;
  readonly size: number;
  /** Hidden fields. */
  readonly children?: Child;
}) => {
  const { action, method, name, size } = props;
  const parts = partsOf(size);
  return (
    <form
      class="download"
      method={method}
      action={action}
      {...(parts > 1 ? downloadAttributes({ name, parts }, downloadTexts) : {})}
    >
      {props.children}
      {parts === 1 ? (
        <button type="submit" class="quiet small">
          Download
        </button>
      ) : (
        Array.from({ length: parts }, (_, at) => (
          <button type="submit" class="quiet small" name="part" value={String(at + 1)}>
            Part {at + 1} of {parts}
          </button>
        ))
      )}
      {parts > 1 && (
        <p class="hint parts">
          Save all parts in one empty folder and join them there: <code>cat *.part* &gt; whole</code> on Linux
          and macOS, <code>copy /b *.part* whole</code> on Windows. Then give it its name back.
        </p>
      )}
    </form>
  );
};
