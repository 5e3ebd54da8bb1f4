using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>What clients ask before anything else.</summary>
internal sealed class ConfigurationMethods(WorldState world) : IMethodGroup
{
    private const int Hour = 3600;
    private const int DataCentres = 5;

    public void AddTo(MethodTable table)
    {
        table.AddForAnyone("help.getConfig", Config);
        table.AddForAnyone("help.getNearestDc", call => new TlObject("nearestDc")
        {
            ["country"] = "FR",
            ["this_dc"] = call.DataCentre,
            ["nearest_dc"] = call.DataCentre,
        });
        table.AddForAnyone("help.getAppConfig", _ => new TlObject("help.appConfig") { ["hash"] = 1, ["config"] = new TlObject("jsonObject") });
        table.Add("help.getTermsOfServiceUpdate", _ => new TlObject("help.termsOfServiceUpdateEmpty") { ["expires"] = world.Date + Hour });
        table.Add("help.getPromoData", _ => new TlObject("help.promoDataEmpty") { ["expires"] = world.Date + Hour });
        table.Add("account.updateStatus", _ => TlObject.Bool(true));
    }

    // this_dc must equal the connection's own number, or the client library asks for the configuration without end.
    private TlObject Config(CallContext call) => new("config")
    {
        ["revoke_pm_inbox"] = true,
        ["date"] = world.Date,
        ["expires"] = world.Date + Hour,
        ["this_dc"] = call.DataCentre,
        ["dc_options"] = Enumerable.Range(1, DataCentres).Select(DataCentreOption).ToArray(),
        ["dc_txt_domain_name"] = "invalid",
        ["chat_size_max"] = 200,
        ["megagroup_size_max"] = 200_000,
        ["forwarded_count_max"] = 100,
        ["online_update_period_ms"] = 210_000,
        ["offline_blur_timeout_ms"] = 5_000,
        ["offline_idle_timeout_ms"] = 30_000,
        ["online_cloud_timeout_ms"] = 300_000,
        ["notify_cloud_delay_ms"] = 30_000,
        ["notify_default_delay_ms"] = 1_500,
        ["push_chat_period_ms"] = 60_000,
        ["push_chat_limit"] = 2,
        ["edit_time_limit"] = 172_800,
        ["revoke_time_limit"] = int.MaxValue,
        ["revoke_pm_time_limit"] = int.MaxValue,
        ["rating_e_decay"] = 2_419_200,
        ["stickers_recent_limit"] = 200,
        ["channels_read_media_period"] = 604_800,
        ["call_receive_timeout_ms"] = 20_000,
        ["call_ring_timeout_ms"] = 90_000,
        ["call_connect_timeout_ms"] = 30_000,
        ["call_packet_timeout_ms"] = 10_000,
        ["me_url_prefix"] = "https://t.me/",
        ["caption_length_max"] = MediaRules.LongestCaptionOf(call.Session.Person),
        ["message_length_max"] = 4_096,
        ["webfile_dc_id"] = 4,
    };

    private static TlObject DataCentreOption(int number) => new("dcOption")
    {
        ["static"] = true,
        ["id"] = number,
        ["ip_address"] = "127.0.0.1",
        // Never dialled: clients reach every data centre through the proxy.
        ["port"] = 443,
    };
}
