import type { LetterWarning } from '../../domain/decision/letter-check.ts';
import { questionLabel } from '../../settings/questions.ts';
import type { CaseView } from '../case/case-view.ts';
import { partLabels } from './field-labels.ts';

const kinds: Readonly<Record<LetterWarning['kind'], string>> = {
  words: 'Words of the report',
  person: 'A person',
  contact: 'A way to reach somebody',
  time: 'A time of day',
  number: 'A number of the report',
  quote: 'A quotation',
};

const where = ({ settings, read }: CaseView, { source }: LetterWarning): string => {
  if (!source) return '';
  const first = read.entries[0]?.number;
  if (source.entry !== first) return ', as in a message of the reporter’s';
  return `, as in “${questionLabel(settings, read.head.sentTo ?? read.head.channel, source.question, 'en')}”`;
};

/** What the comparison cannot know. Opening the sealed parts is written down and told to the reporter, so it does not. */
const NotCompared = ({ view: { read } }: { readonly view: CaseView }) => {
  const given = read.identityGiven.map((part) => (part === 'name' ? 'name' : 'contact')).join(' and ');
  return (
    <p class="soft">
      This compares words with what the reporter wrote here, and nothing else.
      {given !== '' &&
        ` The reporter also gave their ${given}, which stays sealed and is not compared: opening it is written down and told to them. If you have opened it, look for it yourself.`}{' '}
      It cannot know what only the reporter could know. Read the letter with their eyes.
    </p>
  );
};

/** What in a letter might tell its reader who reported. */
export const LetterWarnings = (props: {
  readonly view: CaseView;
  readonly warnings: readonly LetterWarning[];
}) => (
  <>
    {props.warnings.length === 0 ? (
      <p>Nothing in the letter was found in the report.</p>
    ) : (
      <div class="box warn">
        <p>
          <strong>The letter may tell who reported.</strong> Say it in other words, or leave it out:
        </p>
        <ul>
          {props.warnings.map((warning) => (
            <li>
              {partLabels[warning.part]}: <bdi>“{warning.found}”</bdi>. {kinds[warning.kind]}
              {where(props.view, warning)}.
            </li>
          ))}
        </ul>
      </div>
    )}
    <NotCompared view={props.view} />
  </>
);
