namespace Bridges.Signal.EndToEnd.Tests.Beds;

/// <summary>The tests that kill things, on SQLite: one after the other, on one stage.</summary>
[CollectionDefinition(nameof(OnSqlite))]
public sealed class OnSqlite : ICollectionFixture<SqliteStage>;

/// <summary>The same on PostgreSQL.</summary>
[CollectionDefinition(nameof(OnPostgreSql))]
public sealed class OnPostgreSql : ICollectionFixture<PostgreSqlStage>;
