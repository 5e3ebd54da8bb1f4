namespace Bridges.Host.Cli;

/// <summary>What to do after <c>init --stack</c>.</summary>
internal static class StackInstructions
{
    public static string For(StackAnswers answers, string folder)
    {
        var names = answers.ServerName == answers.Domain ? answers.Domain : $"{answers.ServerName} and {answers.Domain}";
        return $"""
            Wrote the stack into {folder}: .env and stack/ (both hold secrets), and docker-compose.yml where there was none.
            The DNS entries of {names} must lead to this machine, and its ports 80 and 443 be open, so that Caddy gets certificates.

            {answers.Networks.NextStep("stack/bridges/config.yaml")}
              docker compose up -d
            Make a user (the first one as admin of the homeserver):
              docker compose exec synapse register_new_matrix_user -c /config/homeserver.yaml http://127.0.0.1:8008
            Look whether all is well:
              docker compose exec bridges /opt/bridges/bridges doctor --config /data/config.yaml
            Users then open {answers.PublicUrl} and write to @bridges:{answers.ServerName}.
            """;
    }
}
