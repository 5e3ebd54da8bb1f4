using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Ephemeral;
using Bridges.Core.Management;
using Bridges.Core.Portals.Upkeep;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>Logins: how they run, what they missed, what of their history is shown.</summary>
internal static class AccountServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<AccountStore>()
        .AddSingleton<HistoryAmounts>()
        .AddSingleton<RequestedHistory>()
        .AddSingleton<PushedHistory>()
        .AddSingleton<OlderMessages>()
        .AddSingleton<AccountRegistry>()
        .AddSingleton<AccountLifecycle>()
        .AddSingleton<AccountRooms>()
        .AddSingleton<IAccountEvents, AccountEvents>()
        .AddSingleton<IBackgroundWork, ConnectionWatch>()
        .AddBackgroundWork<AccountStateNotices>()
        .AddSingleton<ManagementRooms>()
        .AddSingleton<RoomPrivacy>()
        .AddSingleton<LastSearches>()
        .AddSingleton<ChatComparison>()
        .AddSingleton<GapFinder>()
        .AddSingleton<FirstSync>()
        .AddSingleton<OpenedRooms>()
        .AddSingleton<RemoteTypingNotices>()
        .AddSingleton<MatrixTypingNotices>();
}
