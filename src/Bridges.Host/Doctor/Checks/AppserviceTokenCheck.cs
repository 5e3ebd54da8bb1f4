using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>The homeserver has loaded the registration, and is the one that is meant.</summary>
internal sealed class AppserviceTokenCheck : IDoctorCheck
{
    private const string Subject = "homeserver knows the registration";
    private const string WhoAmI = "/_matrix/client/v3/account/whoami";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.HomeserverAnswers)
        {
            return [];
        }

        var configuration = patient.Configuration;
        var answer = await patient.Homeserver.GetAsync(WhoAmI, configuration.Appservice.AsToken.Reveal(), cancellationToken);
        if (answer.ErrorCode == MatrixErrorCodes.MissingToken)
        {
            patient.IsMistaken = true;
            return
            [
                DoctorFinding.Wrong(
                    Subject, "Shown the token, it says that none was given: something between the two takes the Authorization header away.",
                    "See the reverse proxy before the homeserver. nginx: no 'proxy_set_header Authorization' may stand in its location; Apache: take out 'RequestHeader unset Authorization'. Or set homeserver.url to the homeserver's own listener."),
            ];
        }

        if (!answer.IsSuccess)
        {
            return [await ExplainAsync(patient, answer, cancellationToken)];
        }

        patient.IsMistaken = UserId.TryParse(answer.Text("user_id"), out var user) && user.ServerName != configuration.Homeserver.ServerName;
        patient.TokenIsKnown = !patient.IsMistaken;
        return [CheckIdentity(configuration, answer.Text("user_id"), patient.RegistrationDirectory)];
    }

    private static async Task<DoctorFinding> ExplainAsync(Patient patient, ProbeAnswer answer, CancellationToken cancellationToken)
    {
        var homeserver = patient.Configuration.Homeserver;
        if (answer.ErrorCode == MatrixErrorCodes.UnknownToken || (answer.Status == 401 && answer.IsOfMatrix))
        {
            // Before it is given registrations for another name, which it would refuse.
            var name = await patient.Homeserver.NameAtAsync(homeserver.Url, cancellationToken);
            patient.IsMistaken = name is not null && name != homeserver.ServerName;
            return patient.IsMistaken
                ? OtherHomeserver(homeserver, name!, patient.RegistrationDirectory)
                : DoctorFinding.Wrong(Subject, "It does not know appservice.as_token: the registration is not loaded, or an older one is.", HomeserverInstructions.Short(patient.RegistrationDirectory)) with { Cause = DoctorCause.RegistrationNotLoaded };
        }

        patient.IsMistaken = true;
        return HomeserverRefusal.Explain(answer, homeserver.Url, WhoAmI) is var (problem, mend)
            ? DoctorFinding.Wrong(Subject, problem, mend)
            : DoctorFinding.Wrong(Subject, $"Asked who we are, it answers {answer.Describe()}.", "See the homeserver's log.");
    }

    private static DoctorFinding OtherHomeserver(Configuration.HomeserverConfiguration configured, string name, string registrations) => DoctorFinding.Wrong(
        Subject, $"The homeserver is {name}; the configuration says {configured.ServerName}.",
        $"Set homeserver.server_name to {name}, or homeserver.url to the right homeserver. Then run 'bridges registration'. {HomeserverInstructions.Short(registrations)}") with { Cause = DoctorCause.OtherHomeserver };

    private static DoctorFinding CheckIdentity(Configuration.BridgesConfiguration configuration, string? userId, string registrations)
    {
        if (!UserId.TryParse(userId, out var user))
        {
            return DoctorFinding.Wrong(Subject, "It does not say who we are.", "See what listens at homeserver.url.");
        }

        if (user.ServerName != configuration.Homeserver.ServerName)
        {
            return OtherHomeserver(configuration.Homeserver, user.ServerName, registrations);
        }

        var sender = RegistrationDocuments.ServiceLocalpart(configuration.Appservice.GhostPrefix);
        if (user.Localpart == sender)
        {
            return DoctorFinding.Fine($"{Subject} (as {user})");
        }

        return DoctorFinding.Wrong(
            Subject,
            user.Localpart == configuration.Appservice.Bot
                ? $"The registration that it has loaded is an older one, whose sender_localpart is the bot; today it is {sender}, and the bot is one of the bridge's users."
                : $"It takes us for {user}; the registration's sender_localpart is to be {sender}: another registration is loaded than the configuration's, or another application service has the same as_token.",
            HomeserverInstructions.Short(registrations)) with { Cause = DoctorCause.RegistrationLoaded };
    }
}
