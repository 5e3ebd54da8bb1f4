using Bridges.Core;

namespace Bridges.Host.Provisioning;

/// <summary>One login and how it stands.</summary>
/// <param name="StateEvent">The same as in <paramref name="State"/>, where older clients look for it; so <paramref name="StateTs"/>.</param>
internal sealed record LoginBody(string StateEvent, long StateTs, BridgeStateBody State, string Id, string Name, ProfileBody Profile, IReadOnlyList<string> ReloginFlowIds)
{
    public static LoginBody Of(AccountOverview account, IReadOnlyList<string> flows, DateTimeOffset now)
    {
        var state = BridgeStateBody.Of(account.State, now);
        return new LoginBody(state.StateEvent, state.Timestamp, state, account.Account.Value, account.Name, new ProfileBody(account.Name), flows);
    }
}
