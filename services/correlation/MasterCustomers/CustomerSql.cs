namespace Workers.Correlation.MasterCustomers;

/// <summary>The upsert of many master customers in one statement.</summary>
internal static class CustomerSql
{
    private const string Columns =
        """
        netsuite_customer_id, salesforce_account_id, as400_customer_id, as400_company, primary_email, duns_number, tax_id, company_name, contact_name, phone,
        street, city, region, postal_code, country, is_active, salesforce_key, as400_key, duns_key, tax_key, email_key, mailbox_key, name_key, phone_key,
        street_key, postcode_key, city_key
        """;

    private static readonly string[] Names = Columns.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Answers a row for each customer that is new (true) or changed (false).</summary>
    public static readonly string Upsert =
        $"""
        -- correlation: upsert master customers
        insert into customer_correlation_map as m ({Columns}, correlation_score, verification_source, last_verified)
        select {Columns}, 1.00, 'MASTER', now()
        from unnest({string.Join(", ", Names.Select(name => $"@{name}"))}) as i({Columns})
        on conflict (netsuite_customer_id) do update
        set ({Columns}, correlation_score, verification_source, last_verified, updated_at)
          = ({string.Join(", ", Names.Select(name => $"excluded.{name}"))}, 1.00, 'MASTER', now(), now())
        where ({string.Join(", ", Names.Select(name => $"m.{name}"))}) is distinct from ({string.Join(", ", Names.Select(name => $"excluded.{name}"))})
        returning xmax = 0
        """;

    public static object Arguments(IReadOnlyList<MasterCustomer> customers)
    {
        string?[] Column(Func<MasterCustomer, string?> value) => [.. customers.Select(value)];
        return new
        {
            netsuite_customer_id = customers.Select(c => c.Id).ToArray(),
            // The 18-character form where the id is whole: the same account in both forms is one.
            salesforce_account_id = Column(c => c.SalesforceKey ?? c.Entry.SalesforceAccountId),
            as400_customer_id = Column(c => c.Entry.As400CustomerId),
            as400_company = Column(c => c.Entry.As400Company),
            primary_email = Column(c => c.Entry.Email),
            duns_number = Column(c => c.Entry.DunsNumber),
            tax_id = Column(c => c.Entry.TaxId),
            company_name = Column(c => c.Entry.CompanyName),
            contact_name = Column(c => c.Entry.ContactName),
            phone = Column(c => c.Entry.Phone),
            street = Column(c => c.Entry.Street),
            city = Column(c => c.Entry.City),
            region = Column(c => c.Entry.Region),
            postal_code = Column(c => c.Entry.PostalCode),
            country = Column(c => c.Entry.Country),
            is_active = customers.Select(c => c.Entry.IsActive ?? true).ToArray(),
            salesforce_key = Column(c => c.SalesforceKey),
            as400_key = Column(c => c.As400Key),
            duns_key = Column(c => c.DunsKey),
            tax_key = Column(c => c.TaxKey),
            email_key = Column(c => c.EmailKey),
            mailbox_key = Column(c => c.MailboxKey),
            name_key = Column(c => c.NameKey),
            phone_key = Column(c => c.PhoneKey),
            street_key = Column(c => c.StreetKey),
            postcode_key = Column(c => c.PostcodeKey),
            city_key = Column(c => c.CityKey),
        };
    }
}
