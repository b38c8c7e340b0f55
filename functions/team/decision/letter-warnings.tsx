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

/** What in a letter might tell its reader who reported. */
export const LetterWarnings = (props: {
  readonly view: CaseView;
  readonly warnings: readonly LetterWarning[];
}) =>
  props.warnings.length === 0 ? (
    <p class="soft">
      Nothing in the letter was found in the report. This compares words; it does not know the name and
      contact that are kept sealed, nor what only the reporter could know. Read the letter with their eyes.
    </p>
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
  );
