using Bridges.Fuzz.Tests.Machine;
using Bridges.Matrix;

namespace Bridges.Fuzz.Tests.Matrix;

public sealed class RegistrationFuzz
{
    private static readonly Words Registrations = new(
        [
            RegistrationYaml.Write(RegistrationDocuments.Main("bridges", new Uri("http://127.0.0.1:29300"), "hs.test", "bridges", "_bridges_"), "A comment."),
            "id: x\nurl: null\nas_token: \"a\\u0041b\"\nhs_token: |-\n  long\nsender_localpart: bot\nnamespaces: {users: [{regex: '@.*', exclusive: false}], aliases: [], rooms: []}\nrate_limited: false\n",
        ],
        Words.Yaml);

    [Fact]
    public void A_registration_is_read_or_refused_in_words_and_what_was_read_is_written_alike() =>
        Fuzzing.Texts(16_000, Registrations, Check, length => 400_000 + (6000L * length));

    private static string Check(string yaml)
    {
        Registration read;
        try
        {
            read = RegistrationYaml.Read(Surrogates.Repair(yaml));
        }
        catch (FormatException)
        {
            return "refused";
        }

        var again = RegistrationYaml.Read(RegistrationYaml.Write(read, "again"));
        Assert.Equal((read.Id, read.AsToken, read.HsToken, read.SenderLocalpart, read.ReceiveEphemeral), (again.Id, again.AsToken, again.HsToken, again.SenderLocalpart, again.ReceiveEphemeral));
        Assert.Equal(read.Users, again.Users);
        return "read";
    }
}
