using Bridges.EndToEnd.Tests.Beds;

namespace Bridges.EndToEnd.Tests.Recovery;

public sealed class RestartOnPostgreSqlTests(PostgreSqlStage fixture) : RestartTests(fixture), IClassFixture<PostgreSqlStage>;
