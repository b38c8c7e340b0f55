import { raw } from 'hono/html';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { archiveVolumePath, copyPath } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { momentText } from '../ui/words.ts';
import { volumeName, type BegunArchive } from './archive.ts';

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  readonly caseId: string;
  readonly begun: BegunArchive;
};

/** The one page that shows the words under which a copy is saved, with a button for each of its files. */
export const ArchivePage = ({ settings, member, caseId, begun }: Props) => {
  const { copy, words, pass, volumes } = begun;
  const { caseName } = copy.opened.head;
  return (
    <Layout settings={settings} member={member} title="Encrypted files of a copy" narrow>
      <p class="back">
        <a href={copyPath(caseId, copy.number)}>Back to the copy</a>
      </p>
      <h1>Save the copy</h1>
      <p>These words open the files. They are shown once and kept nowhere. Write them down now.</p>
      <p class="box passphrase" translate="no">
        <strong>{raw(words.replaceAll('-', '-<wbr>'))}</strong>
      </p>
      <p class="hint">
        Give the words to {copy.request.copy.recipient} by another way than the files, such as a call.
      </p>
      <ul class="plain">
        {Array.from({ length: volumes }, (_, at) => (
          <li>
            <form method="post" action={archiveVolumePath(caseId, copy.number)}>
              <input type="hidden" name="pass" value={pass} />
              <button type="submit" name="volume" value={String(at + 1)} class="quiet">
                Download {volumeName(caseName, at + 1, volumes)}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <p>
        They can be downloaded until {momentText(copy.until.toISOString())}. The names of the files inside can
        be read without the words.
      </p>
      <p class="hint">
        They are ZIP files with AES-256. They open with 7-Zip, WinZip or Keka. What Windows and macOS bring
        themselves does not open them. Unpack all of them into one folder.
      </p>
    </Layout>
  );
};
