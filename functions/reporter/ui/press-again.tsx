import type { Context } from 'hono';
import type { FormFields } from '../../web/request/request-body.ts';
import { pageFault } from './page-fault.ts';
import { pageOf, type Page } from './page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { WordsField } from '../thread/follow-up-form-page.tsx';
import { Layout } from './layout.tsx';

type Repeat = {
  readonly heading: string;
  /** What may have happened, and what pressing again does. */
  readonly text: string;
  readonly action: string;
  readonly button: string;
  /** What had been chosen, in its own words. */
  readonly chosen?: string | undefined;
  readonly form: FormFields;
  /** The fields that are sent again as they came. */
  readonly names: readonly string[];
};

const PressAgainPage = (props: Repeat & { readonly page: Page; readonly problem: string }) => {
  const { page, form } = props;
  return (
    <Layout page={page} failed neutral={page.entrance === 'message'}>
      <h1>{props.heading}</h1>
      <div class="errors" role="alert">
        <p>
          {props.problem} {props.text}
        </p>
      </div>
      {props.chosen !== undefined && (
        <p>
          <strong>{props.chosen}</strong>
        </p>
      )}
      <form method="post" action={page.href(props.action)} autocomplete="off">
        {props.names.map((name) => {
          const value = form.get(name);
          return value === undefined ? null : <input type="hidden" name={name} value={value} />;
        })}
        {form.has('words') && <WordsField page={page} words="" problem={undefined} />}
        <button type="submit">{props.button}</button>
      </form>
    </Layout>
  );
};

/** The page after a fault: the very same form once more, so that pressing again neither loses nor doubles anything. */
export const pressAgain = (c: Context, context: ReporterContext, error: unknown, repeat: Repeat) => {
  const page = pageOf(c, context.settings);
  const { status, text, headers } = pageFault(context.log, page, error);
  const shown = <PressAgainPage {...repeat} page={page} problem={text} />;
  return c.html(shown, status, headers);
};
