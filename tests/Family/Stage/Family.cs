using Bridges.Family.Tests.Chats;
using Bridges.Family.Tests.Check;

namespace Bridges.Family.Tests.Stage;

/// <summary>A family of five: Alice and Ben use Matrix, Carla is on Telegram, Dora on WhatsApp, Emil on Signal, where there is also a group in which Alice and Ben both are.</summary>
public sealed class Family : IAsyncLifetime
{
    private FamilyStage? _stage;
    private MatrixMember? _alice;
    private MatrixMember? _ben;

    internal FamilyStage Stage => _stage ?? throw new InvalidOperationException("The stage is not set.");

    /// <summary>All are open, and the first message of each has come.</summary>
    internal IReadOnlyList<FamilyChat> Chats { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _stage = await FamilyStage.SetAsync(CancellationToken.None);
        _alice = await MatrixMember.RegisterAsync(_stage, "alice", CancellationToken.None);
        _ben = await MatrixMember.RegisterAsync(_stage, "ben", CancellationToken.None);
        var signal = await SignalFamily.LogInAsync(_stage, _alice, _ben, CancellationToken.None);
        Chats =
        [
            new TelegramChat(_stage, _alice), new WhatsAppChat(_stage, _alice),
            new SignalChat(_stage, signal, isGroup: false, _alice), new SignalChat(_stage, signal, isGroup: true, _alice, _ben),
        ];
        foreach (var chat in Chats)
        {
            await chat.OpenAsync(CancellationToken.None);
            await chat.BeginAsync(CancellationToken.None);
        }
    }

    /// <summary>What is wrong in these chats once nothing changes any more; looked at again while something is still on its way.</summary>
    internal static async Task<IReadOnlyList<string>> SettledAsync(IReadOnlyList<FamilyChat> chats, CancellationToken cancellation)
    {
        var until = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            var faults = (await Task.WhenAll(chats.Select(chat => DayCheck.RunAsync(chat, cancellation)))).SelectMany(found => found).ToArray();
            if (faults.Length == 0 || TimeProvider.System.GetElapsedTime(until) > FamilyStage.Patience)
            {
                return faults;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _alice, _ben, _stage })
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}

/// <summary>One family for all.</summary>
[CollectionDefinition(nameof(AtHome))]
public sealed class AtHome : ICollectionFixture<Family>;
