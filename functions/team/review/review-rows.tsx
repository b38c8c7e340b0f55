/** A table that becomes a list of named values where there is no room. */
export const Rows = (props: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}) => (
  <table class="labelled">
    <thead>
      <tr>
        {props.heads.map((head) => (
          <th scope="col">{head}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {props.rows.map((row) => (
        <tr>
          {row.map((cell, at) => (
            <td data-label={props.heads[at]} dir="auto">
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
