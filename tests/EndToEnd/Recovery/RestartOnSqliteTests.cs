using Bridges.EndToEnd.Tests.Beds;

namespace Bridges.EndToEnd.Tests.Recovery;

public sealed class RestartOnSqliteTests(SqliteStage fixture) : RestartTests(fixture), IClassFixture<SqliteStage>;
