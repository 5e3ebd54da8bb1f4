using System.Security.Cryptography;

namespace Bridges.TestBeds.Synapse;

/// <summary>Writes the files Synapse is started with.</summary>
internal static class SynapseConfiguration
{
    /// <summary>What proves to Synapse that a test may register users; of no use outside loopback.</summary>
    public const string RegistrationSecret = "test-bed-registration";

    public static void Write(TempFolder folder, SynapseOptions options, int port)
    {
        Directory.CreateDirectory(folder.Combine("media"));
        File.WriteAllText(folder.Combine("signing.key"), SigningKey());
        File.WriteAllText(folder.Combine("log.yaml"), LogConfiguration(folder, options));
        File.WriteAllText(folder.Combine("homeserver.yaml"), Homeserver(folder, options, port));
        File.WriteAllText(folder.Combine("extra.yaml"), options.ExtraConfiguration.Length > 0 ? options.ExtraConfiguration : "{}");
        WriteRegistrations(folder, options.Registrations);
    }

    public static void WriteRegistrations(TempFolder folder, IReadOnlyList<string> registrations)
    {
        var files = string.Join(", ", registrations.Select(file => $"\"{Path.GetFullPath(file)}\""));
        File.WriteAllText(folder.Combine("appservices.yaml"), $"app_service_config_files: [{files}]\n");
    }

    public static string DatabaseFile(TempFolder folder) => folder.Combine("homeserver.db");

    /// <summary>An Ed25519 seed in the form that the server itself would generate, only faster.</summary>
    private static string SigningKey() =>
        $"ed25519 a_test {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=')}\n";

    private static string LogConfiguration(TempFolder folder, SynapseOptions options) =>
        $$"""
        version: 1
        disable_existing_loggers: false
        formatters: {plain: {format: '%(asctime)s %(name)s %(levelname)s %(request)s - %(message)s'} }
        handlers: {file: {class: logging.FileHandler, filename: "{{folder.Combine("homeserver.log")}}", formatter: plain} }
        root: {level: {{options.LogLevel}}, handlers: [file]}

        """;

    private static string Homeserver(TempFolder folder, SynapseOptions options, int port) =>
        $$"""
        server_name: "{{options.ServerName}}"
        public_baseurl: "http://127.0.0.1:{{port}}/"
        pid_file: "{{folder.Combine("homeserver.pid")}}"
        signing_key_path: "{{folder.Combine("signing.key")}}"
        media_store_path: "{{folder.Combine("media")}}"
        log_config: "{{folder.Combine("log.yaml")}}"
        database: {name: sqlite3, args: {database: "{{DatabaseFile(folder)}}"} }
        listeners:
          - {port: {{port}}, type: http, tls: false, bind_addresses: ["127.0.0.1"], resources: [{names: [client, openid], compress: false}]}
        registration_shared_secret: "{{RegistrationSecret}}"
        macaroon_secret_key: test-bed
        form_secret: test-bed
        enable_registration: false
        report_stats: false
        max_upload_size: 200M
        # Nothing leaves this machine.
        federation_domain_whitelist: []
        trusted_key_servers: []
        suppress_key_server_warning: true
        url_preview_enabled: false
        user_directory: {enabled: true, search_all_users: true}
        experimental_features:
          msc2409_to_device_messages_enabled: true
          msc3202_transaction_extensions: true
        # Test users log in, join and talk more than people do.
        rc_message: &unlimited {per_second: 100000, burst_count: 100000}
        rc_registration: *unlimited
        rc_login: {address: *unlimited, account: *unlimited, failed_attempts: *unlimited}
        rc_joins: {local: *unlimited, remote: *unlimited}
        rc_joins_per_room: *unlimited
        rc_invites: {per_room: *unlimited, per_user: *unlimited, per_issuer: *unlimited}
        rc_room_creation: *unlimited
        rc_presence: {per_user: *unlimited}

        """;
}
