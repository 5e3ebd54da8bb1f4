namespace Bridges.Storage;

/// <summary>One change to the database. Parameters stand in the SQL as <c>$1</c>, <c>$2</c> … on both engines.</summary>
public readonly record struct Statement(string Sql, params object?[] Parameters);
