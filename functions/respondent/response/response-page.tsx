import type { ResponsePage } from '../../domain/door/response-page.ts';
import { About } from '../about.tsx';
import { DoorFrame } from '../door-frame.tsx';
import type { DoorViewOf } from '../door-view.ts';

/** What the person a case is about sees: what they are asked, and what was decided. */
export const RespondentPage = (props: DoorViewOf<ResponsePage>) => (
  <DoorFrame {...props} heading={props.said.response.heading}>
    <About page={props.page} said={props.said} content={props.content} />
  </DoorFrame>
);
