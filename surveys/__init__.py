"""How people are asked: questionnaires, kinds of question, drafts read into clauses. Pure: no Flask, no database."""
