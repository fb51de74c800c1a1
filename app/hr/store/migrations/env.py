"""Run by Alembic: migrate on the connection, and in the transaction, that the caller opened."""

from alembic import context

from app.hr.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
