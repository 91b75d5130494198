import { useState } from 'react';

/** Chooses as whom to ask: one button a persona, or a field for a token. */
export function Bar({ personas, token, onToken }) {
  return (
    <header className="bar">
      <h1>
        HEI <span>explorer</span>
      </h1>
      {personas.length > 0 ? (
        <Personas personas={personas} token={token} onToken={onToken} />
      ) : (
        <TokenField onToken={onToken} />
      )}
    </header>
  );
}

function Personas({ personas, token, onToken }) {
  return (
    <nav aria-label="Ask as">
      <span className="label">Ask as</span>
      {personas.map((persona) => (
        <button
          key={persona.name}
          type="button"
          data-persona={persona.name}
          title={persona.title}
          aria-pressed={persona.token === token}
          onClick={() => onToken(persona.token)}
        >
          {spaced(persona.name)}
        </button>
      ))}
      <span className="title" role="status">
        {personas.find((persona) => persona.token === token)?.title}
      </span>
    </nav>
  );
}

function TokenField({ onToken }) {
  const [typed, setTyped] = useState('');
  const submit = (event) => {
    event.preventDefault();
    onToken(typed.trim());
  };
  return (
    <form onSubmit={submit}>
      <label htmlFor="token">Access token</label>
      <input
        id="token"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="none: the session of this browser"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit">Use</button>
    </form>
  );
}

/** `unitAdministrator` as `Unit administrator`, `itAdministrator` as `IT administrator`. */
function spaced(name) {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.replace(/^it /, 'IT ').replace(/^./, (first) => first.toUpperCase());
}
