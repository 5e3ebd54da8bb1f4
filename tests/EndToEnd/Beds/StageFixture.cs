using Bridges.Telegram.Stage;

namespace Bridges.EndToEnd.Tests.Beds;

/// <summary>A stage for one class alone, whose tests stop, kill and disturb things.</summary>
public abstract class StageFixture(StageOptions options) : IAsyncLifetime
{
    private TelegramStage? _stage;

    public TelegramStage Stage => _stage ?? throw new InvalidOperationException("The stage is not set.");

    public async ValueTask InitializeAsync() => _stage = await TelegramStage.SetAsync(options);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteStage() : StageFixture(new StageOptions { Database = StageDatabase.Sqlite });

/// <summary>On PostgreSQL.</summary>
public sealed class PostgreSqlStage() : StageFixture(new StageOptions { Database = StageDatabase.PostgreSql });
