using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Rights, in the two sizes that the simulator knows: all and none taken away.</summary>
internal static class RightsView
{
    private static readonly string[] AdminRights =
    [
        "change_info", "post_messages", "edit_messages", "delete_messages", "ban_users", "invite_users", "pin_messages", "add_admins", "other",
    ];

    public static TlObject Admin()
    {
        var rights = new TlObject("chatAdminRights");
        foreach (var right in AdminRights)
        {
            rights[right] = true;
        }

        return rights;
    }

    public static TlObject NothingBanned() => new("chatBannedRights") { ["until_date"] = int.MaxValue };
}
