import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { pagePath } from '../routes.ts';
import { basisWords, contentsWords, filesWords, recipientWords } from '../two-people/request-words.ts';
import { dayText } from '../ui/words.ts';

/** What of the case was handed out, to whom and by whose word; nothing while nothing was. */
export const Disclosures = ({ view }: { readonly view: CaseView }) => {
  const { disclosures } = view.read.records;
  if (disclosures.length === 0) return null;
  return (
    <Panel id="disclosures" heading="Handed out">
      <ul>
        {disclosures.map(({ content }) => (
          <li>
            <p dir="auto">
              {dayText(content.on)}: a {content.form} copy{' '}
              {content.forwardedTo === undefined ? '' : 'was forwarded '}
              to <bdi>{content.recipient}</bdi> ({recipientWords[content.to]}). It held{' '}
              {contentsWords[content.contents]}, {filesWords[content.files]}. Basis:{' '}
              {basisWords[content.basis]}. Asked for by <bdi>{content.askedBy.name}</bdi>, agreed to by{' '}
              <bdi>{content.approvedBy.name}</bdi>.
            </p>
            {content.forwardedTo !== undefined && (
              <p class="meta">Sealed to the key {content.forwardedTo}.</p>
            )}
            <p class="text" dir="auto">
              {content.reason}
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a href={`${pagePath(view.read.head.caseId, 'measures')}#two-people`}>What takes two people</a>
      </p>
    </Panel>
  );
};
