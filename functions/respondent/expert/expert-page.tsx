import type { ExpertPage as Content } from '../../domain/door/expert-page.ts';
import { About, TeamText } from '../about.tsx';
import { DoorFrame } from '../door-frame.tsx';
import type { DoorViewOf } from '../door-view.ts';

/** What an expert or a translator sees: what they are asked, and what was chosen for them. */
export const ExpertPage = (props: DoorViewOf<Content>) => {
  const { page, said, content } = props;
  return (
    <DoorFrame {...props} heading={said.expert.heading}>
      <p class="box">{said.expert.ends(page.date(content.endsOn))}</p>
      <About said={said} content={{ ...content, questions: [] }} />
      <h2>{said.expert.excerpts}</h2>
      <ol class="thread">
        {content.excerpts.map(({ from, on, text }) => (
          <li>
            <p class="meta">
              <strong dir="auto">{from}</strong>
              {page.messages.thread.comma}
              {page.date(on)}
            </p>
            <TeamText language={content.language} text={text} />
          </li>
        ))}
      </ol>
    </DoorFrame>
  );
};
