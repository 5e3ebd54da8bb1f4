using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Management;

/// <summary>Tells owners when an account was logged out, once, and what its module has to say; logs every change of state.</summary>
internal sealed partial class AccountStateNotices(
    ManagementRooms rooms, Database database, SettingTable settings, TimeProvider time, ILogger<AccountStateNotices> logger) : IBackgroundWork
{
    private const string LoggedOut = "logged-out";
    private const string NotStarted = "not-started";
    private const string DoesNotAnswer = "stalled";

    private static readonly TimeSpan _notRepeatedWithin = TimeSpan.FromDays(1);

    private static readonly TimeSpan _untilTheEnd = TimeSpan.FromSeconds(5);

    private readonly NoticeQueue<UserId> _notices = new(1000, time, exception => Log.NotTold(logger, exception));

    public void Changed(RunningAccount account, AccountState before)
    {
        var state = account.State;
        if (state.Condition == before.Condition)
        {
            return;
        }

        Log.Changed(logger, account.Network.Value, account.Id.Value, state.Condition);
        var told = AccountSettings.ToldLoggedOut(account.Network, account.Id);
        if (state.Condition == AccountCondition.LoggedOut)
        {
            var why = state.Text ?? $"{account.NetworkName} ended the session.";
            // Many modules say the way back themselves.
            var text = why.Contains($"`login {account.Network}`", StringComparison.Ordinal)
                ? BotText.Of($"⚠ Your {account.NetworkName} account {account.Name} was logged out. {why}")
                : BotText.Of($"⚠ Your {account.NetworkName} account {account.Name} was logged out. {why}\nSay `login {account.Network}` to log in again; your rooms stay.");
            Add(new Notice(account.Owner, text, told, LoggedOut));
        }
        else if (state.Condition == AccountCondition.Connected)
        {
            Add(new Notice(account.Owner, BotText.Of($"Your {account.NetworkName} account {account.Name} is connected again."), told, Tells: null));
        }
    }

    /// <summary>An account's network no longer answers.</summary>
    public void Stalled(RunningAccount account) => Add(new Notice(
        account.Owner,
        BotText.Of($"⚠ {account.NetworkName} ({account.Name}): the connection stands, but nothing comes through it any more. I connect it anew; what was missed comes then, and I tell you."),
        AccountSettings.ToldStalled(account.Network, account.Id), DoesNotAnswer));

    /// <summary>It answers; whoever was told otherwise is told so.</summary>
    public void WorksAgain(RunningAccount account) => Add(new Notice(
        account.Owner, BotText.Of($"{account.NetworkName} ({account.Name}) works again."), AccountSettings.ToldStalled(account.Network, account.Id), Tells: null));

    /// <summary>A module has something to say to an account's owner.</summary>
    public void Notify(RunningAccount account, string text)
    {
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        Add(new Notice(
            account.Owner, BotText.Of($"{account.NetworkName} ({account.Name}): {text}"), AccountSettings.Notified(account.Network, account.Id), print));
    }

    /// <summary>An account's secret was sealed with another key than the host has now.</summary>
    public void CannotBeUsed(NetworkDescription network, AccountRow account) => Add(new Notice(
        new UserId(account.Owner),
        BotText.Of($"⚠ Your login to {network.DisplayName} ({account.Account.Name}) can no longer be used.\nSay `login {network.Id}` to log in again; your rooms stay."),
        AccountSettings.ToldLoggedOut(account.Network, account.Account.Id), LoggedOut));

    /// <summary>An account's module failed to start it. Told of its end where the account is connected.</summary>
    public void CouldNotStart(NetworkDescription network, AccountRow account) => Add(new Notice(
        new UserId(account.Owner),
        BotText.Of($"⚠ Your {network.DisplayName} account {account.Account.Name} could not be started. I try again, at least every ten minutes, and tell you when it is connected. Until then nothing comes and goes. What went wrong is in the bridge's log."),
        AccountSettings.ToldLoggedOut(network.Id, account.Account.Id), NotStarted));

    public Task RunAsync(CancellationToken stopping) => _notices.RunAsync(stopping);

    private void Add(Notice notice) => _notices.Add(notice.Owner, cancellationToken => TellAsync(notice, cancellationToken));

    private async Task TellAsync(Notice notice, CancellationToken cancellationToken)
    {
        var before = await settings.GetAsync(notice.Setting, cancellationToken);
        if (notice.Tells is null)
        {
            if (before is null)
            {
                // Nobody was told that it was gone, so it is not back.
                return;
            }

            await SayAsync(notice, cancellationToken);
            await database.WriteAsync([SettingTable.Remove(notice.Setting)], cancellationToken: cancellationToken);
            return;
        }

        var now = time.GetUtcNow();
        var kept = (before ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Split(' ') is [_, var at] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var told)
                && (notice.Tells == LoggedOut || now.ToUnixTimeMilliseconds() - told < _notRepeatedWithin.TotalMilliseconds))
            .ToList();
        if (kept.Any(line => line.StartsWith($"{notice.Tells} ", StringComparison.Ordinal)))
        {
            return;
        }

        // Not to be cut off half-way by the host's end: what is said is to be remembered.
        using var patience = new CancellationTokenSource();
        await using var ending = cancellationToken.Register(() => patience.CancelAfter(_untilTheEnd));
        await SayAsync(notice, patience.Token);
        kept.Add($"{notice.Tells} {now.ToUnixTimeMilliseconds()}");
        await database.WriteAsync([SettingTable.Set(notice.Setting, string.Join('\n', kept))], CancellationToken.None);
    }

    /// <summary>Once, also where it could not be remembered and is tried again.</summary>
    private async Task SayAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (!notice.IsSaid)
        {
            await rooms.TellAsync(notice.Owner, notice.Text, cancellationToken);
            notice.IsSaid = true;
        }
    }

    /// <param name="Setting">Where it is remembered what was told.</param>
    /// <param name="Tells">What is remembered; null: that it is over.</param>
    private sealed record Notice(UserId Owner, BotText Text, string Setting, string? Tells)
    {
        public bool IsSaid { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Network} account {Account} is {Condition}")]
        public static partial void Changed(ILogger logger, string network, string account, AccountCondition condition);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An owner could not be told of an account's state")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
