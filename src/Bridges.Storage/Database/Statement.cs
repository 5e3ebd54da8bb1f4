namespace Bridges.Storage;

/// <summary>
/// One change to the database. Parameters stand in the SQL as <c>$1</c>, <c>$2</c> … on both engines and are texts,
/// <see cref="long"/> numbers, bytes (<c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c>) or null. A null counts as a text:
/// one that may stand for a number is written <c>CAST($1 AS BIGINT)</c>. A caller that is told of a transient failure
/// may repeat the statement, so it must do no harm when it had been carried out after all.
/// </summary>
public readonly record struct Statement(string Sql, params object?[] Parameters);
