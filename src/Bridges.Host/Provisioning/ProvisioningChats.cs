using System.Globalization;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>Which chats are on Matrix, and what did not get through: what the page shows and does, which bridgev2 has no endpoints for.</summary>
internal sealed partial class ProvisioningChats(
    IUserAccounts accounts, IUserChats chats, IUserFailures failures, IHostApplicationLifetime lifetime, TimeProvider timeProvider, ILogger<ProvisioningChats> logger)
{
    private const int OlderAtOnce = 50;

    /// <summary>How long a client that asks for older messages waits for them, as with bridgev2.</summary>
    public TimeSpan BackfillPatience { get; init; } = TimeSpan.FromSeconds(25);

    public async Task<ChatsBody> ListAsync(ProvisioningCall call) => new(
    [
        .. (await chats.ListAsync(call.User, asksNetworks: true, call.Cancelled))
            .Where(chat => chat.Network == call.Network.Id && (call.Account is null || call.Account == chat.Account))
            .Select(chat => new ChatBody(
                chat.Account.Value, chat.Chat.Chat.Value, chat.Chat.Receiver is not null, chat.Name, chat.Room?.Value,
                chat.Presence switch { ChatPresence.On => "on", ChatPresence.Off => "off", _ => "by_rule" })),
    ]);

    public async Task SwitchAsync(ProvisioningCall call)
    {
        var body = await ProvisioningBodies.ReadAsync(call, ProvisioningJson.Default.SwitchChatBody);
        var account = await AccountAsync(call);
        var chat = ChatOf(body.Id, body.IsOwn, account);
        await (body.On
            ? chats.SwitchOnAsync(call.User, call.Network.Id, account, chat, body.Messages, call.Cancelled)
            : chats.SwitchOffAsync(call.User, call.Network.Id, account, chat, call.Cancelled));
    }

    public async Task<OlderHistoryBody> BringOlderAsync(ProvisioningCall call)
    {
        var body = await ProvisioningBodies.ReadAsync(call, ProvisioningJson.Default.OlderMessagesBody);
        var account = await AccountAsync(call);
        var found = await chats.BringOlderAsync(call.User, call.Network.Id, account, ChatOf(body.Id, body.IsOwn, account), body.Count ?? OlderAtOnce, call.Cancelled);
        return new OlderHistoryBody(found.Coming, found.IsAsked);
    }

    /// <summary>The same, of the chat whose room is named, as bridgev2 asks for it; done when they are in the room. They still come when nobody waits for them any more.</summary>
    /// <returns>False where there is nothing older.</returns>
    public async Task<bool> BackfillAsync(ProvisioningCall call)
    {
        var begun = timeProvider.GetTimestamp();
        var own = (await accounts.AccountsOfAsync(call.User, call.Cancelled)).Where(account => account.Network == call.Network.Id && (call.Account is null || call.Account == account.Account)).ToArray();
        if (own.Length == 0)
        {
            throw new NoSuchAccountException();
        }

        if (Array.TrueForAll(own, account => account.State.Condition == AccountCondition.LoggedOut))
        {
            throw new ProvisioningException(StatusCodes.Status403Forbidden, MatrixErrorCodes.Forbidden, "Login is not logged in");
        }

        var room = call.Route("room");
        var chat = (await chats.ListAsync(call.User, asksNetworks: false, call.Cancelled)).FirstOrDefault(chat =>
            chat.Room?.Value == room && chat.Network == call.Network.Id && (call.Account is null || call.Account == chat.Account))
            ?? throw new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "Portal not found");
        var bringing = chats.BringOlderAsync(call.User, chat.Network, chat.Account, chat.Chat, OlderAtOnce, lifetime.ApplicationStopping);
        await ((Task)bringing).WaitAsync(PatienceLeft(begun), timeProvider, call.Cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!bringing.IsCompleted)
        {
            _ = LogFaultAsync(bringing, chat.Network);
            call.Cancelled.ThrowIfCancellationRequested();
            throw TookTooLong();
        }

        var older = await bringing;
        return await chats.ArrivedAsync(older, PatienceLeft(begun), call.Cancelled) ? older is { Coming: > 0 } or { IsAsked: true } : throw TookTooLong();
    }

    public async Task<ChatRuleBody> RuleAsync(ProvisioningCall call) =>
        new((await chats.RuleAsync(call.User, call.Network.Id, await AccountAsync(call), call.Cancelled)).ToString().ToLowerInvariant());

    public async Task SetRuleAsync(ProvisioningCall call)
    {
        var body = await ProvisioningBodies.ReadAsync(call, ProvisioningJson.Default.ChatRuleBody);
        if (!Enum.TryParse<ChatRule>(body.Rule, ignoreCase: true, out var rule) || !Enum.IsDefined(rule))
        {
            throw new ProvisioningException(StatusCodes.Status400BadRequest, MatrixErrorCodes.InvalidParam, "'rule' is one of: all, direct, chosen.");
        }

        await chats.SetRuleAsync(call.User, call.Network.Id, await AccountAsync(call), rule, call.Cancelled);
    }

    public async Task<FailuresBody> FailuresAsync(ProvisioningCall call) =>
        new([.. (await failures.ListAsync(call.User, call.Cancelled)).Where(row => row.Network == call.Network.Id).Select(FailureBody.Of)]);

    public Task RetryAsync(ProvisioningCall call) => ChangeAsync(call, failures.RetryAsync);

    public Task DropAsync(ProvisioningCall call) => ChangeAsync(call, failures.DropAsync);

    private static ChatKey ChatOf(string? id, bool isOwn, AccountId account) => id is { Length: > 0 }
        ? new ChatKey(new RemoteChatId(id), isOwn ? account : null)
        : throw new ProvisioningException(StatusCodes.Status400BadRequest, MatrixErrorCodes.BadJson, "'id' is needed.");

    private static async Task ChangeAsync(ProvisioningCall call, Func<UserId, long, CancellationToken, Task<bool>> change)
    {
        if (!long.TryParse(call.Route("failure"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !await change(call.User, id, call.Cancelled))
        {
            throw new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "There is no such message of yours any more.");
        }
    }

    private TimeSpan PatienceLeft(long begun) =>
        BackfillPatience - timeProvider.GetElapsedTime(begun) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private ProvisioningException TookTooLong() => new(
        StatusCodes.Status504GatewayTimeout, ProvisioningErrorCodes.BackfillTimeout, $"Backfill did not complete within {BackfillPatience.TotalSeconds:0} seconds");

    private async Task LogFaultAsync(Task bringing, NetworkId network)
    {
        await bringing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (bringing.Exception?.GetBaseException() is { } fault)
        {
            Log.NotBrought(logger, fault, network);
        }
    }

    /// <summary>The login that is named; else the user's first.</summary>
    private async Task<AccountId> AccountAsync(ProvisioningCall call) => call.Account
        ?? (await accounts.AccountsOfAsync(call.User, call.Cancelled)).FirstOrDefault(account => account.Network == call.Network.Id)?.Account
        ?? throw new NoSuchAccountException();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Older messages of a chat of {Network} did not come; who asked for them waits no more")]
        public static partial void NotBrought(ILogger logger, Exception exception, NetworkId network);
    }
}
