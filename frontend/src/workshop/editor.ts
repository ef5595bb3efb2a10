// The editor of a cell: CodeMirror 6 with Python, and nothing that opens over the text.
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

export interface Editor {
  root: HTMLElement;
  text(): string;
  setText(text: string): void;
  focus(): void;
  /** Puts the caret behind so many characters. */
  caret(at: number): void;
  destroy(): void;
}

interface Actions {
  run: () => void;
  leave: () => void;
  changed: (text: string) => void;
}

export function makeEditor(text: string, label: string, { run, leave, changed }: Actions): Editor {
  const act = (action: () => void) => () => (action(), true);
  const view = new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Shift-Enter", run: act(run) },
          { key: "Mod-Enter", run: act(run) },
          // Tab indents, as who writes Python expects; Escape gives the keyboard back to the page.
          { key: "Escape", run: act(leave) },
          { key: "Tab", run: indentMore, shift: indentLess },
        ]),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        history(),
        python(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        drawSelection(),
        syntaxHighlighting(classHighlighter),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
      ],
    }),
  });
  return {
    root: view.dom,
    text: () => view.state.doc.toString(),
    setText: (now) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: now } }),
    focus: () => view.focus(),
    caret: (at) => view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) } }),
    destroy: () => view.destroy(),
  };
}
