using System.Threading.Channels;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Management;

/// <summary>Tells owners when an account was logged out, and logs every change of state.</summary>
internal sealed partial class AccountStateNotices(ManagementRooms rooms, ILogger<AccountStateNotices> logger)
{
    private readonly Channel<(UserId Owner, string Text)> _notices = Channel.CreateBounded<(UserId, string)>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Changed(RunningAccount account, AccountState before)
    {
        var state = account.State;
        if (state.Condition == before.Condition)
        {
            return;
        }

        Log.Changed(logger, account.Network.Value, account.Id.Value, state.Condition);
        if (state.Condition == AccountCondition.LoggedOut)
        {
            var why = state.Text ?? $"{account.NetworkName} ended the session.";
            _notices.Writer.TryWrite((account.Owner, $"⚠ Your {account.NetworkName} account {account.Name} was logged out. {why}\nSay `login {account.Network}` to log in again; your rooms stay."));
        }
        else if (before.Condition == AccountCondition.LoggedOut && state.Condition == AccountCondition.Connected)
        {
            _notices.Writer.TryWrite((account.Owner, $"Your {account.NetworkName} account {account.Name} is connected again."));
        }
    }

    /// <summary>A module has something to say to an account's owner.</summary>
    public void Notify(RunningAccount account, string text) =>
        _notices.Writer.TryWrite((account.Owner, $"{account.NetworkName} ({account.Name}): {text}"));

    /// <summary>An account's secret was sealed with another key than the host has now.</summary>
    public void CannotBeUsed(NetworkDescription network, AccountRow account) => _notices.Writer.TryWrite((
        new UserId(account.Owner),
        $"⚠ Your login to {network.DisplayName} ({account.Account.Name}) can no longer be used.\nSay `login {network.Id}` to log in again; your rooms stay."));

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var (owner, text) in _notices.Reader.ReadAllAsync(stopping))
        {
            try
            {
                await rooms.TellAsync(owner, text, stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.NotTold(logger, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Network} account {Account} is {Condition}")]
        public static partial void Changed(ILogger logger, string network, string account, AccountCondition condition);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An owner could not be told of an account's state")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
