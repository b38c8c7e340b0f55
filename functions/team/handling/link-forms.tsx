import { casePath, routes } from '../routes.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden } from '../case/panel.tsx';
import { Input, Select, TextArea } from '../ui/field.tsx';
import { channelName, stateNames } from '../ui/words.ts';

type Props = { readonly view: CaseView };

/** The other cases about the same incident that the member may see. */
export const LinkedCases = ({ view }: Props) => {
  const { linked } = view.read;
  if (linked.length === 0) return null;
  return (
    <>
      <p>About the same incident:</p>
      <ul class="plain">
        {linked.map(({ caseId, caseName, channel, state }) => (
          <li>
            <a href={casePath(caseId)}>{caseName}</a>
            <br />
            <span class="soft">
              {channelName(view.settings, channel)}, {stateNames[state]}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};

export const LinkForms = ({ view }: Props) => {
  const { head, linked } = view.read;
  if (!view.may('link-cases')) return null;
  return (
    <>
      <Folded view={view} form="link" summary="Link it with another case">
        <form method="post" action={casePath(head.caseId, routes.links)} autocomplete="off">
          <Hidden view={view} />
          <p>
            For reports about the same incident. They stay apart, and no reporter learns of another. Everybody
            sees the cases they saw before. The link itself is shown to those who may see both.
          </p>
          <Input
            {...fieldOf(view, 'link', 'caseId')}
            type="text"
            label="The other case"
            hint="Its name, such as amber-falcon-27, or the address of its page."
            value={typed(view, 'link', 'caseId')}
          />
          <TextArea
            {...fieldOf(view, 'link', 'reason')}
            label="Why"
            hint="Kept among the notes of both cases."
            rows={2}
            value={typed(view, 'link', 'reason')}
          />
          <button type="submit">Link them</button>
        </form>
      </Folded>
      {linked.length > 0 && (
        <Folded view={view} form="unlink" summary="Part it from a case it is linked with">
          <form method="post" action={casePath(head.caseId, routes.unlink)} autocomplete="off">
            <Hidden view={view} />
            <Select
              {...fieldOf(view, 'unlink', 'caseId')}
              label="The other case"
              choices={linked.map(({ caseId, caseName }) => ({ value: caseId, label: caseName }))}
              chosen={typed(view, 'unlink', 'caseId')}
            />
            <TextArea
              {...fieldOf(view, 'unlink', 'reason')}
              label="Why"
              hint="Kept among the notes of both cases."
              rows={2}
              value={typed(view, 'unlink', 'reason')}
            />
            <button type="submit">Part them</button>
          </form>
        </Folded>
      )}
    </>
  );
};
