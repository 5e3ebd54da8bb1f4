using Bridges.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>What is kept.</summary>
internal static class TableServices
{
    public static IServiceCollection AddTables(this IServiceCollection services) => services
        .AddSingleton<MessageTable>()
        .AddSingleton<EditTable>()
        .AddSingleton<PortalTable>()
        .AddSingleton<GhostTable>()
        .AddSingleton<MovedPeopleTable>()
        .AddSingleton<AccountTable>()
        .AddSingleton<HeldEventTable>()
        .AddSingleton<AccountChatTable>()
        .AddSingleton<UserTable>()
        .AddSingleton<SettingTable>()
        .AddSingleton<CarriedFileTable>()
        .AddSingleton<ReactionTable>()
        .AddSingleton<PollTable>()
        .AddSingleton<PinTable>()
        .AddSingleton<TimerTable>()
        .AddSingleton<LiveLocationTable>()
        .AddSingleton<ChoiceTable>();
}
