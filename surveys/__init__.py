"""How people are asked: questionnaires, kinds of question, drafts read into clause trees. Pure: no Flask, no database."""
