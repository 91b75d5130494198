import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './explorer.css';
import { Explorer } from './explorer.jsx';

const personas = JSON.parse(document.getElementById('personas').textContent);

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <Explorer personas={personas} />
  </StrictMode>,
);
