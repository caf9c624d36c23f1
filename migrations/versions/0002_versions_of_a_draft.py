"""versions of a draft"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False, comment='internal number'),
    sa.Column('consultation_id', sa.Integer(), nullable=False, comment='to which'),
    sa.Column('code_hmac', sa.String(length=64), nullable=False, comment='HMAC of the code; the code is shown once and not kept'),
    sa.Column('label', sa.String(length=200), nullable=False, comment='to whom it was given, as the office notes it'),
    sa.Column('created_by_id', sa.Integer(), nullable=False, comment='who made it'),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False, comment='when'),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True, comment='from when it opens nothing more'),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_invitation_consultation_id_consultation')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_invitation_created_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('code_hmac', name=op.f('uq_invitation_code_hmac'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_consultation_id'), ['consultation_id'], unique=False)

    op.create_table('draft_step',
    sa.Column('id', sa.Integer(), nullable=False, comment='internal number'),
    sa.Column('draft_id', sa.Integer(), nullable=False, comment='in which version'),
    sa.Column('number', sa.Integer(), nullable=False, comment='1, 2, … in the order they were made'),
    sa.Column('act', sa.String(length=20), nullable=False, comment='raise | lower | join | split | correct | exclude | …'),
    sa.Column('subject', sa.String(length=300), nullable=False, comment="the clause as it was called before, for 'undo …'"),
    sa.Column('before', sa.JSON(), nullable=False, comment='the changed clauses as they were'),
    sa.Column('after', sa.JSON(), nullable=False, comment='and as they became'),
    sa.Column('undone', sa.Boolean(), nullable=False, comment='taken back; the next new step forgets it'),
    sa.Column('done_by_id', sa.Integer(), nullable=False, comment='who'),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=False, comment='when'),
    sa.ForeignKeyConstraint(['done_by_id'], ['account.id'], name=op.f('fk_draft_step_done_by_id_account')),
    sa.ForeignKeyConstraint(['draft_id'], ['draft_version.id'], name=op.f('fk_draft_step_draft_id_draft_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_step')),
    sa.UniqueConstraint('draft_id', 'number', name=op.f('uq_draft_step_draft_id_number'))
    )
    op.create_table('opening',
    sa.Column('id', sa.Integer(), nullable=False, comment='internal number'),
    sa.Column('invitation_id', sa.Integer(), nullable=False, comment='with which code'),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False, comment='when, to the hour'),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_opening_invitation_id_invitation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opening'))
    )
    with op.batch_alter_table('opening', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_opening_invitation_id'), ['invitation_id'], unique=False)

    op.create_table('change',
    sa.Column('id', sa.Integer(), nullable=False, comment='internal number'),
    sa.Column('draft_id', sa.Integer(), nullable=False, comment='the newer version'),
    sa.Column('clause_id', sa.Integer(), nullable=False, comment='the clause in the newer version; if dropped or split, in the older'),
    sa.Column('reason', sa.Text(), nullable=False, comment='why it was changed, or what is replied'),
    sa.Column('edited_by_id', sa.Integer(), nullable=False, comment='who wrote last'),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=False, comment='when'),
    sa.Column('version', sa.Integer(), nullable=False, comment='counts changes, so that two editors notice each other'),
    sa.ForeignKeyConstraint(['clause_id'], ['clause.id'], name=op.f('fk_change_clause_id_clause'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['draft_id'], ['draft_version.id'], name=op.f('fk_change_draft_id_draft_version'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['edited_by_id'], ['account.id'], name=op.f('fk_change_edited_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change')),
    sa.UniqueConstraint('draft_id', 'clause_id', name=op.f('uq_change_draft_id_clause_id'))
    )
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_change_draft_id'), ['draft_id'], unique=False)

    op.create_table('clause_match',
    sa.Column('id', sa.Integer(), nullable=False, comment='internal number'),
    sa.Column('draft_id', sa.Integer(), nullable=False, comment='the newer version'),
    sa.Column('position', sa.Integer(), nullable=False, comment='order of the newer version, dropped ones at their old place, from 0'),
    sa.Column('old_id', sa.Integer(), nullable=True, comment='clause of an earlier version, as a rule the one before'),
    sa.Column('new_id', sa.Integer(), nullable=True, comment='clause of the newer version'),
    sa.Column('kind', sa.String(length=10), nullable=False, comment='same | edited | moved | …, see surveys.drafts.align'),
    sa.Column('score', sa.Double(), nullable=False, comment='likeness of the two texts, 0 to 1'),
    sa.Column('doubtful', sa.Boolean(), nullable=False, comment='the machine is not sure; an officer should confirm'),
    sa.Column('decided_by_id', sa.Integer(), nullable=True, comment='who confirmed; empty: machine'),
    sa.CheckConstraint("kind IN ('same', 'edited', 'moved', 'renumbered', 'merged', 'split', 'new', 'dropped')", name=op.f('ck_clause_match_kind')),
    sa.CheckConstraint('old_id IS NOT NULL OR new_id IS NOT NULL', name=op.f('ck_clause_match_sides')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_clause_match_decided_by_id_account')),
    sa.ForeignKeyConstraint(['draft_id'], ['draft_version.id'], name=op.f('fk_clause_match_draft_id_draft_version'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['new_id'], ['clause.id'], name=op.f('fk_clause_match_new_id_clause'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['old_id'], ['clause.id'], name=op.f('fk_clause_match_old_id_clause'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clause_match'))
    )
    with op.batch_alter_table('clause_match', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_clause_match_draft_id'), ['draft_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_clause_match_new_id'), ['new_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_clause_match_old_id'), ['old_id'], unique=False)

    op.create_table('change_opinion',
    sa.Column('change_id', sa.Integer(), nullable=False, comment='which change'),
    sa.Column('opinion_id', sa.Integer(), nullable=False, comment='asked for by which'),
    sa.ForeignKeyConstraint(['change_id'], ['change.id'], name=op.f('fk_change_opinion_change_id_change'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_change_opinion_opinion_id_opinion'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('change_id', 'opinion_id', name=op.f('pk_change_opinion'))
    )
    with op.batch_alter_table('change_opinion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_change_opinion_opinion_id'), ['opinion_id'], unique=False)

    op.create_table('published_opinion',
    sa.Column('id', sa.Integer(), nullable=False, comment='internal number'),
    sa.Column('opinion_id', sa.Integer(), nullable=False, comment='which'),
    sa.Column('shown', sa.Boolean(), nullable=False, comment='citizens see it; false: an officer read it and keeps it back'),
    sa.Column('text', sa.Text(), nullable=False, comment='the words shown, without names, numbers and addresses'),
    sa.Column('decided_by_id', sa.Integer(), nullable=False, comment='who'),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False, comment='when'),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_published_opinion_decided_by_id_account')),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_published_opinion_opinion_id_opinion'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_published_opinion')),
    sa.UniqueConstraint('opinion_id', name=op.f('uq_published_opinion_opinion_id'))
    )
    op.create_table('signature',
    sa.Column('id', sa.Integer(), nullable=False, comment='internal number'),
    sa.Column('opinion_id', sa.Integer(), nullable=False, comment='of which'),
    sa.Column('submission_id', sa.Integer(), nullable=False, comment='in which sending'),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_signature_opinion_id_opinion'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_signature_submission_id_submission'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature')),
    sa.UniqueConstraint('opinion_id', 'submission_id', name=op.f('uq_signature_opinion_id_submission_id'))
    )
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signature_submission_id'), ['submission_id'], unique=False)

    op.add_column('clause', sa.Column('plain', sa.Text(), server_default='', nullable=False, comment='what it means in plain words, written by staff'))

    op.add_column('consultation', sa.Column('show_counts', sa.Boolean(), server_default=sa.false(), nullable=False, comment='citizens see how many opinions each clause has'))
    op.add_column('consultation', sa.Column('show_opinions', sa.Boolean(), server_default=sa.false(), nullable=False, comment='citizens see the opinions staff published, and may join one'))
    op.add_column('consultation', sa.Column('ask_aspect', sa.Boolean(), server_default=sa.false(), nullable=False, comment='citizens may say which heading of Điều 33 an opinion is about'))
    op.add_column('consultation', sa.Column('invited', sa.Boolean(), server_default=sa.false(), nullable=False, comment='the draft is shown only to who brings an invitation code'))

    op.add_column('opinion', sa.Column('aspect', sa.String(length=10), nullable=True, comment='heading of Điều 33 it is about, see ASPECTS'))
    if op.get_bind().dialect.name == 'postgresql':  # SQLite keeps no comments
        op.alter_column('opinion', 'clause_id', comment='clause it was written on', existing_comment='clause, if about one')
        op.alter_column(
            'opinion', 'clause_path', existing_comment='its anchor, kept when the draft changes',
            comment="where that clause stands in the newest published version; 'v1:d5.k2': no longer in it",
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.alter_column('opinion', 'clause_path', comment='its anchor, kept when the draft changes')
        op.alter_column('opinion', 'clause_id', comment='clause, if about one')
    op.drop_column('opinion', 'aspect')

    op.drop_column('consultation', 'invited')
    op.drop_column('consultation', 'ask_aspect')
    op.drop_column('consultation', 'show_opinions')
    op.drop_column('consultation', 'show_counts')

    op.drop_column('clause', 'plain')

    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signature_submission_id'))

    op.drop_table('signature')
    op.drop_table('published_opinion')
    with op.batch_alter_table('change_opinion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_change_opinion_opinion_id'))

    op.drop_table('change_opinion')
    with op.batch_alter_table('clause_match', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_clause_match_old_id'))
        batch_op.drop_index(batch_op.f('ix_clause_match_new_id'))
        batch_op.drop_index(batch_op.f('ix_clause_match_draft_id'))

    op.drop_table('clause_match')
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_change_draft_id'))

    op.drop_table('change')
    with op.batch_alter_table('opening', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_opening_invitation_id'))

    op.drop_table('opening')
    op.drop_table('draft_step')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_consultation_id'))

    op.drop_table('invitation')
