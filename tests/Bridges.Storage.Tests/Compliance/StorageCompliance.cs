using System.Security.Cryptography;
using Bridges.Abstractions;
using Bridges.Storage.Tests.Beds;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>What each engine must do alike, tried on an empty database of its own for each test.</summary>
public abstract class StorageCompliance(ITestEngine engine) : IAsyncLifetime
{
    protected static readonly NetworkId Telegram = new("telegram");
    protected static readonly NetworkId Signal = new("signal");
    protected static readonly ChatKey Group = new(new RemoteChatId("-100"));
    protected static readonly ChatKey Direct = new(new RemoteChatId("7"), new AccountId("4711"));

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_000_000));

    protected long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    protected DatabaseOptions Options { get; set; } = null!;

    protected ITestEngine Engine => engine;

    /// <summary>What the database itself goes by.</summary>
    protected virtual TimeProvider Clock => Time;

    protected Database Database { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Options = await engine.NewDatabaseAsync(Cancellation);
        Database = await OpenAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static SecretBox NewKey() => SecretBox.FromBase64(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    protected Task<Database> OpenAsync() => Database.OpenAsync(Options, Clock, NullLoggerFactory.Instance, Cancellation);

    protected virtual async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = await OpenAsync();
    }

    protected ValueTask<int[]> WriteAsync(params Statement[] statements) => Database.WriteAsync(statements, cancellationToken: Cancellation);
}
